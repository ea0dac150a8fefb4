package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;

/** Which rows are shown: by state, by words, by values of columns; what is asked for stands below and can be taken away. FX thread only. */
final class FilterBar extends VBox {

    private static final Duration STOPPED_TYPING = Duration.millis(300);

    private final Texts texts = Texts.of(FilterBar.class);
    private final RowsModel rows;
    private final ComboBox<Optional<RowState>> state = new ComboBox<>();
    private final TextField search = new TextField();
    private final ComboBox<String> column = new ComboBox<>();
    private final TextField value = new TextField();
    private final FlowPane chips = new FlowPane();
    private final Label count = new Label();
    private final PauseTransition stopped = new PauseTransition(STOPPED_TYPING);
    private boolean showing;

    FilterBar(RowsModel rows, List<Column> columns) {
        this.rows = rows;
        getStyleClass().add("filter-bar");
        state.setId("rows-state");
        state.setAccessibleText(texts.get("rows.state"));
        state.setMinWidth(Region.USE_PREF_SIZE);
        count.setMinWidth(0);
        List<Optional<RowState>> states = new ArrayList<>();
        states.add(Optional.empty());
        for (RowState each : RowState.values()) {
            states.add(Optional.of(each));
        }
        state.getItems().setAll(states);
        state.setConverter(new Words<>(this::words));
        state.valueProperty().subscribe((before, now) -> {
            if (!showing && now != null) {
                rows.showState(now);
            }
        });
        search.setId("rows-search");
        search.setPromptText(texts.get("rows.search"));
        search.setAccessibleText(texts.get("rows.search"));
        search.getStyleClass().add("rows-search");
        stopped.setOnFinished(event -> rows.search(search.getText()));
        search.textProperty().subscribe((before, now) -> {
            if (!showing) {
                stopped.playFromStart();
            }
        });
        search.setOnAction(event -> {
            stopped.stop();
            rows.search(search.getText());
        });
        column.setId("rows-column");
        column.setAccessibleText(texts.get("rows.column"));
        column.getItems().setAll(columns.stream().map(Column::name).toList());
        column.setPromptText(texts.get("rows.column"));
        value.setId("rows-value");
        value.setPromptText(texts.get("rows.value"));
        value.setAccessibleText(texts.get("rows.value"));
        value.getStyleClass().add("rows-value");
        value.setOnAction(event -> addValue());
        value.setMinWidth(60);
        search.setMinWidth(60);
        Button add = Buttons.of("rows-filter", texts.get("rows.filter"), Feather.FILTER, this::addValue);
        HBox.setHgrow(value, Priority.ALWAYS);
        HBox byValue = new HBox(column, value, add);
        byValue.getStyleClass().add("filter-fields");
        ToggleButton more = new ToggleButton("", new FontIcon(Feather.FILTER));
        more.setId("rows-more");
        more.setAccessibleText(texts.get("rows.more"));
        more.setTooltip(new Tooltip(texts.get("rows.more")));
        more.getStyleClass().addAll("quiet", "icon-only");
        byValue.visibleProperty().bind(more.selectedProperty());
        byValue.managedProperty().bind(more.selectedProperty());
        count.setId("rows-count");
        count.getStyleClass().addAll("muted", "number");
        HBox fields = new HBox(state, search, more, Buttons.gap(), count);
        fields.getStyleClass().add("filter-fields");
        chips.setId("rows-chips");
        chips.getStyleClass().add("filter-chips");
        getChildren().addAll(fields, byValue, chips);
        rows.filter().subscribe(this::show);
        rows.count().subscribe(now -> showCount());
        rows.counting().subscribe(now -> showCount());
    }

    TextField search() {
        return search;
    }

    private String words(Optional<RowState> wanted) {
        return wanted.map(each -> texts.get("rows.state." + each.name())).orElse(texts.get("rows.state.all"));
    }

    private void addValue() {
        String of = column.getValue();
        if (of != null) {
            rows.showEqual(of, value.getText());
            value.clear();
        }
    }

    private void showCount() {
        count.setText(
                rows.counting().get()
                        ? texts.get("rows.counting")
                        : texts.get("rows.count", rows.count().get()));
    }

    private void show(RowFilter filter) {
        showing = true;
        try {
            state.setValue(filter.state());
            String words = filter.search().orElse("");
            if (!search.getText().strip().equals(words)) {
                search.setText(words);
            }
        } finally {
            showing = false;
        }
        List<Node> shown = new ArrayList<>();
        filter.reason()
                .ifPresent(reason -> shown.add(
                        chip(texts.get("chip.reason", ReasonWords.of(texts, reason)), rows::showReasonNoMore)));
        for (Map.Entry<String, String> each : filter.equal().entrySet()) {
            shown.add(chip(texts.get("chip.equal", each.getKey(), each.getValue()), () -> rows.showAny(each.getKey())));
        }
        chips.getChildren().setAll(shown);
        chips.setVisible(!shown.isEmpty());
        chips.setManaged(!shown.isEmpty());
    }

    private Button chip(String words, Runnable remove) {
        Button chip = new Button(words, new FontIcon(Feather.X));
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("small", "filter-chip");
        chip.setAccessibleText(texts.get("chip.remove", words));
        chip.setMinWidth(Region.USE_PREF_SIZE);
        chip.setOnAction(event -> remove.run());
        return chip;
    }
}
