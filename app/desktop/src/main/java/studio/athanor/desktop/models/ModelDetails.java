package studio.athanor.desktop.models;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.shell.KeptFocus;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.LoadedModel;

/** What the chosen model is, what it took, and what can be done with it. */
final class ModelDetails extends ScrollPane {

    private final Texts texts;
    private final Studio studio;
    private final ModelDesk desk;
    private final LoadDialogs dialogs;
    private final MetadataDialogs metadata;
    private final Consumer<Path> reveal;
    private final VBox box = new VBox();
    private Optional<ModelRow> chosen = Optional.empty();
    private Optional<ModelRow> shown = Optional.empty();

    ModelDetails(
            Texts texts,
            Studio studio,
            ModelDesk desk,
            LoadDialogs dialogs,
            MetadataDialogs metadata,
            Consumer<Path> reveal) {
        this.texts = texts;
        this.studio = studio;
        this.desk = desk;
        this.dialogs = dialogs;
        this.metadata = metadata;
        this.reveal = reveal;
        setId("model-details");
        setAccessibleText(texts.get("title"));
        setFitToWidth(true);
        box.getStyleClass().add("model-details");
        setContent(box);
        showNone();
    }

    /** Shows a row. While the rows of the table are replaced none is chosen for a moment, which is not shown. */
    void show(Optional<ModelRow> row) {
        chosen = row;
        if (row.isEmpty()) {
            Platform.runLater(this::follow);
        } else {
            follow();
        }
    }

    private void follow() {
        if (!chosen.equals(shown)) {
            shown = chosen;
            KeptFocus.through(box, () -> shown.ifPresentOrElse(this::build, this::showNone));
        }
    }

    private void showNone() {
        box.getChildren().setAll(wrapped(texts.get("details.none"), "muted"));
    }

    private void build(ModelRow row) {
        box.getChildren().clear();
        Label name = wrapped(row.name(), "subheading");
        FlowPane badges = new FlowPane(4, 4);
        badges.getChildren().addAll(Badges.of(texts, row));
        box.getChildren().addAll(name, badges, wrapped(StateWords.of(texts, row), "muted"));
        if (row.entry().status() instanceof ModelEntry.Status.Rejected(String _, String remedy)) {
            box.getChildren().add(wrapped(remedy, "muted"));
        }
        box.getChildren().addAll(buttons(row), facts(row));
        row.session().ifPresent(state -> {
            if (state instanceof SessionState.Ready(LoadedModel model)) {
                showLoaded(row, model);
            }
        });
    }

    private FlowPane buttons(ModelRow row) {
        FlowPane buttons = new FlowPane(8, 8);
        if (row.loadable() && !(row.current() && row.ready())) {
            Button use = button("details.use", Feather.CHECK, () -> desk.choose(row.ref()));
            use.getStyleClass().add("accent");
            buttons.getChildren().add(use);
        }
        if (row.loadable()) {
            buttons.getChildren().add(button("load.options", Feather.SLIDERS, () -> dialogs.show(row)));
        }
        if (row.inMemory()) {
            buttons.getChildren().add(button("unload", Feather.LOG_OUT, () -> desk.unload(row.ref())));
        }
        if (row.there()) {
            buttons.getChildren().add(button("details.metadata", Feather.LIST, () -> metadata.show(row)));
        }
        buttons.getChildren()
                .add(button(
                        "details.reveal",
                        Feather.FOLDER,
                        () -> reveal.accept(row.entry().file())));
        if (row.entry().origin() == ModelEntry.Origin.ADDED) {
            buttons.getChildren().add(button("details.remove", Feather.TRASH_2, () -> desk.forget(row)));
        }
        return buttons;
    }

    private GridPane facts(ModelRow row) {
        GridPane grid = grid();
        row.facts().ifPresent(facts -> {
            add(grid, "details.architecture", facts.architecture());
            add(grid, "details.quantisation", facts.quantisation());
            facts.parameters().ifPresent(count -> add(grid, "details.parameters", Amounts.whole(count)));
            facts.layers().ifPresent(count -> add(grid, "details.layers", Amounts.whole(count)));
            facts.contextTokens().ifPresent(count -> add(grid, "details.context", Amounts.whole(count)));
            add(grid, "details.template", texts.get(template(facts)));
        });
        if (row.entry().fileBytes() > 0) {
            add(grid, "details.size", Amounts.bytes(row.entry().fileBytes()));
        }
        add(grid, "details.file", row.entry().file().toString());
        return grid;
    }

    private static String template(ModelFacts facts) {
        return facts.chatTemplate() ? "details.template.yes" : "details.template.no";
    }

    private void showLoaded(ModelRow row, LoadedModel model) {
        GridPane grid = grid();
        add(grid, "details.loaded.engine", model.engineBuild());
        add(grid, "details.loaded.context", Amounts.whole(model.contextTokens()));
        add(grid, "details.loaded.parallel", Amounts.whole(model.parallelSequences()));
        studio.sessions()
                .session(row.ref())
                .flatMap(ModelSession::plan)
                .ifPresent(plan -> add(grid, "details.plan", plan.reason()));
        box.getChildren().addAll(wrapped(texts.get("details.loaded"), "subheading"), grid);
        for (LoadedModel.MemoryUse use : model.memory()) {
            box.getChildren()
                    .add(wrapped(
                            texts.get(
                                    "details.loaded.memory",
                                    use.deviceId(),
                                    Amounts.bytes(use.modelBytes()),
                                    Amounts.bytes(use.cacheBytes()),
                                    Amounts.bytes(use.computeBytes())),
                            "muted"));
        }
        model.warnings().forEach(warning -> box.getChildren().add(wrapped(warning, "problem")));
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("facts");
        return grid;
    }

    private void add(GridPane grid, String key, String value) {
        if (value.isBlank()) {
            return;
        }
        int row = grid.getRowCount();
        Label name = new Label(texts.get(key));
        name.getStyleClass().add("muted");
        name.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(name, javafx.geometry.VPos.TOP);
        Label what = wrapped(value, "fact");
        what.setAccessibleRole(AccessibleRole.TEXT);
        what.setAccessibleText(texts.get(key) + ": " + value);
        grid.addRow(row, name, what);
    }

    private Button button(String key, Ikon icon, Runnable action) {
        Button button = new Button(texts.get(key), new FontIcon(icon));
        button.setId("model-" + key.replace('.', '-'));
        button.setOnAction(event -> action.run());
        return button;
    }

    private static Label wrapped(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
