package studio.athanor.desktop.models;

import java.util.List;
import java.util.Optional;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.palette.PaletteItem;
import studio.athanor.desktop.palette.PaletteSource;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.SideColumn;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The pane of models: what is known, what it is, and what can be done with it. */
public final class ModelsPane implements Pane {

    private final Texts texts = Texts.of(ModelsPane.class);
    private final PaneContext context;
    private final ModelDesk desk;
    private final LoadDialogs dialogs;
    private final MetadataDialogs metadata;
    private final ModelFiles files;
    private final FilteredList<ModelRow> shown;
    private final TextField search = new TextField();
    private final ModelDetails details;
    private @Nullable TableView<ModelRow> table;
    private @Nullable BorderPane view;

    /** Creates the pane; its view is built when it is first shown. */
    public ModelsPane(
            PaneContext context, ModelDesk desk, LoadDialogs dialogs, MetadataDialogs metadata, ModelFiles files) {
        this.context = context;
        this.desk = desk;
        this.dialogs = dialogs;
        this.metadata = metadata;
        this.files = files;
        shown = new FilteredList<>(desk.rows());
        details = new ModelDetails(texts, context.studio(), desk, dialogs, metadata, context.actions()::reveal);
    }

    @Override
    public String id() {
        return "models";
    }

    @Override
    public String title() {
        return texts.get("title");
    }

    @Override
    public Ikon icon() {
        return Feather.BOX;
    }

    @Override
    public Node view() {
        if (view == null) {
            view = build();
        }
        return view;
    }

    @Override
    public PaletteSource paletteSource() {
        return query -> desk.find(query).stream()
                .map(row -> PaletteItem.of(
                        row.name(), StateWords.facts(texts, row), Feather.BOX, () -> desk.choose(row.ref())))
                .toList();
    }

    @Override
    public void onShown() {
        desk.measureMemory();
        desk.rescan();
        if (table != null) {
            table.requestFocus();
        }
    }

    private BorderPane build() {
        TableView<ModelRow> models = new ModelTable(texts, shown);
        table = models;
        models.getSelectionModel().selectedItemProperty().subscribe(row -> details.show(Optional.ofNullable(row)));
        models.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        models.setRowFactory(list -> new ModelTable.Row(row -> desk.choose(row.ref()), this::menu));
        keepSelection(models);

        SideColumn column = new SideColumn(details, Side.RIGHT, 320, 260, 520, texts.get("details.width"));
        context.memory().keepWidth("models.details", column);
        BorderPane pane = new BorderPane(models);
        pane.setTop(bar());
        pane.setRight(column);
        pane.setId("models-pane");
        pane.getStyleClass().addAll("pane", "models-pane");
        pane.getStylesheets().add(StyleSheets.of(ModelsPane.class, "models.css"));
        return pane;
    }

    /** Rows are values that are replaced as their state changes; the selection stays with the model. */
    private void keepSelection(TableView<ModelRow> models) {
        var selection = models.getSelectionModel();
        @Nullable ModelRef[] chosen = new ModelRef[1];
        selection.selectedItemProperty().subscribe(row -> {
            if (row != null) {
                chosen[0] = row.ref();
            }
        });
        shown.subscribe(() -> context.scheduler().execute(() -> {
            ModelRef wanted = chosen[0];
            Optional<ModelRow> again =
                    shown.stream().filter(row -> row.ref().equals(wanted)).findFirst();
            again.or(() -> shown.stream().findFirst()).ifPresent(selection::select);
        }));
        shown.stream()
                .filter(ModelRow::current)
                .findFirst()
                .or(() -> shown.stream().findFirst())
                .ifPresent(selection::select);
    }

    private HBox bar() {
        Label title = new Label(title());
        title.getStyleClass().add("heading");
        title.setMinWidth(Region.USE_PREF_SIZE);
        search.setId("models-search");
        search.setPromptText(texts.get("pane.search"));
        search.setAccessibleText(texts.get("pane.search"));
        search.textProperty().subscribe(query -> shown.setPredicate(row -> row.matches(query)));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button file = new Button(texts.get("pane.add.file"), new FontIcon(Feather.FILE_PLUS));
        file.setId("models-add-file");
        file.setOnAction(event -> files.chooseFile());
        Button folder = new Button(texts.get("pane.add.folder"), new FontIcon(Feather.FOLDER_PLUS));
        folder.setId("models-add-folder");
        folder.setOnAction(event -> files.chooseFolder());
        Button rescan = new Button("", new FontIcon(Feather.REFRESH_CW));
        rescan.setId("models-rescan");
        rescan.getStyleClass().addAll("quiet", "icon-only");
        rescan.setAccessibleText(texts.get("pane.rescan"));
        rescan.setTooltip(new Tooltip(texts.get("pane.rescan")));
        rescan.setOnAction(event -> desk.rescan());
        file.setMinWidth(Region.USE_PREF_SIZE);
        folder.setMinWidth(Region.USE_PREF_SIZE);
        HBox bar = new HBox(title, gap, search, rescan, folder, file);
        bar.getStyleClass().add("models-bar");
        return bar;
    }

    private void key(KeyEvent event) {
        ModelRow row = table == null ? null : table.getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER && row.loadable()) {
            if (event.isShiftDown()) {
                dialogs.show(row);
            } else {
                desk.choose(row.ref());
            }
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE && row.entry().origin() == ModelEntry.Origin.ADDED) {
            desk.forget(row);
            event.consume();
        }
    }

    private ContextMenu menu(ModelRow row) {
        MenuItem use = item("details.use", Feather.CHECK, () -> desk.choose(row.ref()));
        MenuItem options = item("load.options", Feather.SLIDERS, () -> dialogs.show(row));
        MenuItem unload = item("unload", Feather.LOG_OUT, () -> desk.unload(row.ref()));
        MenuItem facts = item("details.metadata", Feather.LIST, () -> metadata.show(row));
        MenuItem reveal = item(
                "details.reveal",
                Feather.FOLDER,
                () -> context.actions().reveal(row.entry().file()));
        MenuItem remove = item("details.remove", Feather.TRASH_2, () -> desk.forget(row));
        use.setDisable(!row.loadable());
        options.setDisable(!row.loadable());
        facts.setDisable(!row.there());
        unload.setDisable(!row.inMemory());
        remove.setDisable(row.entry().origin() != ModelEntry.Origin.ADDED);
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(List.of(use, options, unload, facts, reveal, remove));
        return menu;
    }

    private MenuItem item(String key, Ikon icon, Runnable action) {
        MenuItem item = new MenuItem(texts.get(key), new FontIcon(icon));
        item.setOnAction(event -> action.run());
        return item;
    }
}
