package studio.athanor.desktop.screenshots;

import java.io.IOException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.layout.Pane;
import studio.athanor.desktop.PhotographedWindow;

/** Photographs the rooms of the pane of datasets, with rows that the starter model makes. */
final class DataPhotos {

    private static final String RECIPE = "support-tickets";
    private static final int MODEL_COLUMN = 4;
    private static final String ROWS = "24";
    private static final String MISTAKE = "\n  - {name: mood, type: categori, values: [calm, angry]}\n";
    private static final int REPORT = 1;
    private static final int LOG = 3;

    private final PhotographedWindow window;
    private final Camera camera;
    private final Hand hand;

    DataPhotos(PhotographedWindow window, Camera camera) {
        this.window = window;
        this.camera = camera;
        hand = new Hand(window.scene());
    }

    /** Photographs what is there before anything was made. */
    void takeEmpty(String look) throws IOException, InterruptedException {
        open();
        hand.press("#gallery-runs");
        photograph("data-runs-empty", look);
        hand.press("#gallery-recipes");
    }

    /** Walks through the rooms in the order in which a person comes to them, and back. */
    void takeAll(String look) throws IOException, InterruptedException {
        open();
        hand.await("#recipe-" + RECIPE);
        photograph("data", look);
        hand.write("#recipes-search", "no recipe is like that");
        photograph("data-no-match", look);
        hand.write("#recipes-search", "");
        takeEditor(look);
        takeRun(look);
        hand.press("#run-back");
        hand.press("#recipe-back");
        hand.press("#gallery-runs");
        hand.await("#runs-table", DataPhotos::hasRows);
        photograph("data-runs", look);
        hand.press("#gallery-recipes");
    }

    private void takeEditor(String look) throws IOException, InterruptedException {
        hand.press("#recipe-" + RECIPE + " .recipe-title");
        hand.await("#recipe-editor");
        photograph("data-recipe", look);
        hand.chooseOfList("#columns", MODEL_COLUMN);
        photograph("data-form", look);
        hand.press("#editor-source");
        photograph("data-source", look);
        hand.append("#recipe-source", MISTAKE);
        hand.await("#problems");
        photograph("data-problems", look);
        hand.press("#recipe-undo");
        hand.press("#editor-form");
        hand.await("#recipe-run", node -> !node.isDisabled());
        hand.press("#recipe-preview");
        hand.await("#preview-table", DataPhotos::hasRows);
        hand.await("#preview-cancel", node -> !node.isVisible());
        photograph("data-preview", look);
    }

    private void takeRun(String look) throws IOException, InterruptedException {
        hand.write("#run-rows", ROWS);
        hand.press("#recipe-run");
        hand.await("#rows-table", DataPhotos::hasRows);
        photograph("data-run-working", look);
        hand.await("#run-pause", node -> !node.isVisible());
        hand.chooseRow("#rows-table", 0);
        hand.await("#row-inspector");
        photograph("data-rows", look);
        hand.press("#rows-more");
        hand.enter("#rows-search", "the");
        hand.await(
                "#rows-count",
                node -> node instanceof Labeled label && !label.getText().endsWith("…"));
        photograph("data-search", look);
        hand.enter("#rows-search", "no row is like that");
        hand.await("#rows-table", node -> !hasRows(node));
        photograph("data-search-nothing", look);
        hand.openTab(".run-tabs", REPORT);
        hand.await(
                ".report-cards",
                node -> node instanceof Pane cards && !cards.getChildren().isEmpty());
        photograph("data-report", look);
        hand.openTab(".run-tabs", LOG);
        photograph("data-log", look);
        hand.press("#run-export");
        photograph("data-export", look);
        Camera.onFxThread(() -> {
            window.closeOverlay();
            return true;
        });
    }

    private void open() throws InterruptedException {
        Camera.onFxThread(() -> {
            window.run("go.data");
            return true;
        });
    }

    private void photograph(String name, String look) throws IOException, InterruptedException {
        camera.photograph(name + "-" + look);
    }

    private static boolean hasRows(Node node) {
        return node instanceof TableView<?> table
                && table.getItems() != null
                && !table.getItems().isEmpty();
    }
}
