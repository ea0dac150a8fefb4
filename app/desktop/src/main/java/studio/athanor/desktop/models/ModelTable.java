package studio.athanor.desktop.models;

import java.util.Comparator;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.Theme;

/** The table of models. */
final class ModelTable extends TableView<ModelRow> {

    /** A narrow table leaves out what the details say too, rather than cutting numbers off. */
    private static final double EMS_FOR_PARAMETERS = 62;

    private static final double EMS_FOR_CONTEXT = 54;
    private static final double EMS_FOR_STATE = 40;
    private static final double EMS_FOR_FIT = 28;
    private static final double EMS_FOR_QUANTISATION = 24;

    private static final double EMS_OF_NUMBERS = 5;

    private final Texts texts;

    ModelTable(Texts texts, ObservableList<ModelRow> rows) {
        this.texts = texts;
        setId("models-table");
        setAccessibleText(texts.get("pane.table"));
        Label empty = new Label(texts.get("pane.none"));
        empty.getStyleClass().add("muted");
        setPlaceholder(empty);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);

        SortedList<ModelRow> sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        TableColumn<ModelRow, ModelRow> name = column("name", Comparator.comparing(ModelRow::name), 220);
        name.setCellFactory(column -> new NameCell(texts));
        name.setMinWidth(160);
        TableColumn<ModelRow, ModelRow> state = text("state", this::stateWords, 200, false);
        getColumns().add(name);
        TableColumn<ModelRow, ModelRow> quantisation =
                text("quantisation", row -> fact(row, ModelFacts::quantisation), 80, false);
        getColumns().add(quantisation);
        getColumns().add(numeric("size", row -> row.entry().fileBytes(), Amounts::bytes));
        TableColumn<ModelRow, ModelRow> parameters = numeric("parameters", ModelTable::parameters, Amounts::count);
        TableColumn<ModelRow, ModelRow> context = numeric("context", ModelTable::context, Amounts::whole);
        getColumns().add(parameters);
        getColumns().add(context);
        TableColumn<ModelRow, ModelRow> fit = column("fit", Comparator.comparing(ModelRow::fit), 90);
        fit.setCellFactory(column -> new FitCell(texts));
        getColumns().add(fit);
        getColumns().add(state);
        widthProperty().subscribe(width -> {
            if (width.doubleValue() == 0) {
                return;
            }
            double ems = width.doubleValue() / em();
            parameters.setVisible(ems > EMS_FOR_PARAMETERS);
            context.setVisible(ems > EMS_FOR_CONTEXT);
            state.setVisible(ems > EMS_FOR_STATE);
            fit.setVisible(ems > EMS_FOR_FIT);
            quantisation.setVisible(ems > EMS_FOR_QUANTISATION);
            getColumns().stream()
                    .filter(column -> column.getStyleClass().contains("align-right"))
                    .forEach(column -> column.setMinWidth(EMS_OF_NUMBERS * em()));
        });
    }

    /** The size of text here, once it is styled. */
    private double em() {
        return lookup(".column-header .label") instanceof Label header
                ? header.getFont().getSize()
                : Theme.BASE_FONT_PIXELS;
    }

    private String stateWords(ModelRow row) {
        return StateWords.of(texts, row);
    }

    private static String fact(ModelRow row, Function<ModelFacts, String> which) {
        return row.facts().map(which).orElse("");
    }

    private static long parameters(ModelRow row) {
        return row.facts()
                .map(ModelFacts::parameters)
                .orElse(OptionalLong.empty())
                .orElse(0);
    }

    private static long context(ModelRow row) {
        return row.facts()
                .map(ModelFacts::contextTokens)
                .orElse(OptionalInt.empty())
                .orElse(0);
    }

    private TableColumn<ModelRow, ModelRow> column(String key, Comparator<ModelRow> order, double width) {
        TableColumn<ModelRow, ModelRow> column = new TableColumn<>(texts.get("column." + key));
        column.setId("models-" + key);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setComparator(order);
        column.setPrefWidth(width);
        return column;
    }

    private TableColumn<ModelRow, ModelRow> text(
            String key, Function<ModelRow, String> words, double width, boolean number) {
        TableColumn<ModelRow, ModelRow> column = column(key, Comparator.comparing(words), width);
        column.setCellFactory(cells -> new TextCell(words, number));
        if (number) {
            column.getStyleClass().add("align-right");
        }
        return column;
    }

    private TableColumn<ModelRow, ModelRow> numeric(
            String key, Function<ModelRow, Long> value, Function<Long, String> words) {
        TableColumn<ModelRow, ModelRow> column = text(
                key,
                row -> {
                    long number = value.apply(row);
                    return number == 0 ? "" : words.apply(number);
                },
                90,
                true);
        column.setComparator(Comparator.comparing(value));
        return column;
    }

    private static final class TextCell extends TableCell<ModelRow, ModelRow> {
        private final Function<ModelRow, String> words;

        TextCell(Function<ModelRow, String> words, boolean number) {
            this.words = words;
            if (number) {
                getStyleClass().add("number");
            }
        }

        @Override
        protected void updateItem(@Nullable ModelRow item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
        }
    }

    private static final class NameCell extends TableCell<ModelRow, ModelRow> {
        private final Texts texts;
        private final Label name = new Label();
        private final HBox box = new HBox(8);

        NameCell(Texts texts) {
            this.texts = texts;
            box.getStyleClass().add("picker-title");
            name.setMinWidth(40);
        }

        @Override
        protected void updateItem(@Nullable ModelRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            name.setText(item.name());
            name.getStyleClass().removeAll("strong");
            if (item.current()) {
                name.getStyleClass().add("strong");
            }
            box.getChildren().setAll(name);
            box.getChildren().addAll(Badges.of(texts, item));
            setAccessibleText(item.name());
            setGraphic(box);
        }
    }

    private static final class FitCell extends TableCell<ModelRow, ModelRow> {
        private final Texts texts;

        FitCell(Texts texts) {
            this.texts = texts;
        }

        @Override
        protected void updateItem(@Nullable ModelRow item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null || !item.loadable() ? null : Badges.fit(texts, item.fit()));
        }
    }

    /** A row that a double click uses and a right click asks. */
    static final class Row extends TableRow<ModelRow> {
        private final Function<ModelRow, ContextMenu> menu;

        Row(Consumer<ModelRow> use, Function<ModelRow, ContextMenu> menu) {
            this.menu = menu;
            addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                ModelRow row = getItem();
                if (row != null
                        && event.getClickCount() == 2
                        && event.getButton() == MouseButton.PRIMARY
                        && row.loadable()) {
                    use.accept(row);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable ModelRow item, boolean empty) {
            super.updateItem(item, empty);
            setContextMenu(empty || item == null ? null : menu.apply(item));
        }
    }
}
