package studio.athanor.desktop.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.athanor.data.work.RunLog;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.SideColumn;
import studio.athanor.desktop.shell.Texts;

/** A run: its progress above; rows, report, recipe and log below. FX thread only. */
final class RunView extends BorderPane {

    private static final long MOST_LOG_CHARACTERS = 2_000_000;

    private final Texts texts = Texts.of(RunView.class);
    private final DataModel data;
    private final RunModel run;
    private final Overlays overlays;
    private final DataFiles files;
    private final RowsTable table;
    private final TabPane tabs = new TabPane();
    private final TextArea recipe = readOnly("run-recipe", "tab.recipe");
    private final TextArea log = readOnly("run-log", "tab.log");

    RunView(DataModel data, RunModel run, Overlays overlays, DataFiles files) {
        this.data = data;
        this.run = run;
        this.overlays = overlays;
        this.files = files;
        setId("run-view");
        getStyleClass().add("run-view");
        table = new RowsTable(run);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getStyleClass().add("run-tabs");
        tabs.setAccessibleText(texts.get("tabs"));
        Tab rows = tab("tab-rows", texts.get("tab.rows"), rows());
        Tab report = tab("tab-report", texts.get("tab.report"), new ReportView(run));
        Tab source = tab("tab-recipe", texts.get("tab.recipe"), recipe);
        Tab logTab = tab("tab-log", texts.get("tab.log"), log);
        tabs.getTabs().setAll(List.of(rows, report, source, logTab));
        tabs.getSelectionModel().selectedItemProperty().subscribe(now -> {
            if (source.equals(now)) {
                read(run.folder().resolve("recipe.yaml"), recipe);
            } else if (logTab.equals(now)) {
                read(run.folder().resolve(RunLog.FILE), log);
            } else if (report.equals(now) && report.getContent() instanceof ReportView view) {
                view.refresh();
            }
        });
        setTop(new RunHeader(run, data::back, this::resume, this::export, reason -> {
            tabs.getSelectionModel().select(rows);
            run.rows().showReason(reason);
        }));
        setCenter(tabs);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    void focusFirst() {
        table.requestFocus();
    }

    /** Stops what would go on without being seen. */
    void detach() {
        table.setItems(null);
    }

    private static Tab tab(String id, String words, Node content) {
        Tab tab = new Tab(words, content);
        tab.setId(id);
        return tab;
    }

    private BorderPane rows() {
        SideColumn inspector =
                new SideColumn(new RowInspector(run), Side.RIGHT, 340, 240, 800, texts.get("inspector.width"));
        data.services().context().memory().keepWidth("data.inspector", inspector);
        inspector.setId("row-column");
        BorderPane pane = new BorderPane(
                new VBox(new FilterBar(run.rows(), run.store().recipe().columns()), table));
        VBox.setVgrow(table, Priority.ALWAYS);
        // the place is taken when the first row is chosen
        run.detail().subscribe(detail -> pane.setRight(detail == null ? null : inspector));
        return pane;
    }

    private TextArea readOnly(String id, String key) {
        TextArea area = new TextArea();
        area.setId(id);
        area.setEditable(false);
        area.setAccessibleText(texts.get(key));
        area.getStyleClass().addAll("code", "source-text");
        return area;
    }

    private void read(Path file, TextArea into) {
        data.services()
                .scheduler()
                .background(
                        () -> Files.exists(file) ? end(file) : texts.get("file.none", file.getFileName()),
                        into::setText,
                        data.services().wording()::show);
    }

    /** The end of a file: a log may be long. */
    private static String end(Path file) throws IOException {
        if (Files.size(file) <= MOST_LOG_CHARACTERS) {
            return Files.readString(file);
        }
        try (Stream<String> lines = Files.lines(file)) {
            long count;
            try (Stream<String> all = Files.lines(file)) {
                count = all.count();
            }
            return String.join("\n", lines.skip(Math.max(0, count - 10_000)).toList());
        }
    }

    /** Goes on with the models that the run had; asks where one of them is not there. */
    private void resume() {
        data.modelsOf(run, found -> {
            if (found.keySet().containsAll(run.store().recipe().models().keySet())) {
                data.runs().resume(run.folder(), run.title(), found);
            } else {
                SlotsModel slots = data.slotsOf(run, found);
                overlays.showDialog(new ResumeDialog(data, run, slots, overlays::close), slots::close);
            }
        });
    }

    private void export() {
        ExportDialog dialog = new ExportDialog(data, run, files, overlays::close);
        overlays.showDialog(dialog, () -> {});
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.Z) {
            run.undo();
            event.consume();
        }
    }
}
