package studio.athanor.desktop.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.shell.Texts;

/** One chip per model in memory, for the status bar; its menu unloads the model. FX thread only. */
public final class ModelChips extends HBox {

    private final Texts texts = Texts.of(ModelChips.class);
    private final ModelDesk desk;
    private final LoadDialogs dialogs;
    private final Map<ModelRef, MenuButton> chips = new HashMap<>();

    /** Creates chips that follow the desk. */
    public ModelChips(ModelDesk desk, LoadDialogs dialogs) {
        this.desk = desk;
        this.dialogs = dialogs;
        getStyleClass().add("model-chips");
        desk.rows().addListener((ListChangeListener<ModelRow>) change -> refresh());
        refresh();
    }

    private void refresh() {
        List<ModelRow> rows =
                desk.rows().stream().filter(row -> row.session().isPresent()).toList();
        chips.keySet().retainAll(rows.stream().map(ModelRow::ref).toList());
        List<MenuButton> wanted = rows.stream().map(this::chip).toList();
        if (!getChildren().equals(wanted)) {
            getChildren().setAll(wanted);
        }
    }

    private MenuButton chip(ModelRow row) {
        MenuButton chip = chips.computeIfAbsent(row.ref(), this::newChip);
        SessionState state = row.session().orElseThrow();
        String text = switch (state) {
            case SessionState.Loading(String _, double fraction) ->
                texts.get("chip.loading", row.name(), (int) Math.round(fraction * 100));
            case SessionState.Restarting _ -> texts.get("chip.restarting", row.name());
            case SessionState.Failed _ -> texts.get("chip.failed", row.name());
            case SessionState.Ready _, SessionState.Unloaded _ -> row.name();
        };
        if (!text.equals(chip.getText())) {
            chip.setText(text);
            chip.setAccessibleText(texts.get("chip.name", text));
            chip.setTooltip(new Tooltip(StateWords.of(texts, row)));
            FontIcon dot = new FontIcon(icon(state));
            dot.getStyleClass().add(styleClass(state));
            chip.setGraphic(dot);
        }
        return chip;
    }

    private MenuButton newChip(ModelRef model) {
        MenuButton chip = new MenuButton();
        chip.setMnemonicParsing(false);
        chip.setId("chip-" + model.value());
        chip.getStyleClass().addAll("status-button", "model-chip", "no-arrow");
        MenuItem unload = new MenuItem(texts.get("unload"), new FontIcon(Feather.X_CIRCLE));
        unload.setOnAction(event -> desk.unload(model));
        MenuItem options = new MenuItem(texts.get("load.options"), new FontIcon(Feather.SLIDERS));
        options.setOnAction(event -> desk.row(model).ifPresent(dialogs::show));
        chip.getItems().addAll(unload, options);
        return chip;
    }

    private static Ikon icon(SessionState state) {
        return switch (state) {
            case SessionState.Ready _ -> Feather.CHECK_CIRCLE;
            case SessionState.Loading _, SessionState.Restarting _ -> Feather.LOADER;
            case SessionState.Failed _, SessionState.Unloaded _ -> Feather.ALERT_CIRCLE;
        };
    }

    private static String styleClass(SessionState state) {
        return switch (state) {
            case SessionState.Ready _ -> "ready-dot";
            case SessionState.Loading _, SessionState.Restarting _ -> "busy-dot";
            case SessionState.Failed _, SessionState.Unloaded _ -> "failed-dot";
        };
    }
}
