package studio.athanor.desktop.data;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** Shows the place of the pane that is open. FX thread only. */
final class DataView extends StackPane {

    private final DataModel model;
    private final Overlays overlays;
    private final DataFiles files;
    private final GalleryView gallery;
    private @Nullable EditorView editor;
    private @Nullable RunView run;

    DataView(DataModel model, Overlays overlays, DataFiles files) {
        this.model = model;
        this.overlays = overlays;
        this.files = files;
        setId("data-pane");
        setAccessibleText(Texts.of(DataView.class).get("title"));
        getStyleClass().addAll("pane", "data-pane");
        getStylesheets().add(StyleSheets.of(DataView.class, "data.css"));
        gallery = new GalleryView(model, files);
        model.desk().subscribe(this::showDesk);
        model.run().subscribe(this::showRun);
        model.place().subscribe(this::showPlace);
    }

    void focusFirst() {
        switch (model.place().get()) {
            case GALLERY -> gallery.focusFirst();
            case EDITOR -> {
                if (editor != null) {
                    editor.focusFirst();
                }
            }
            case RUN -> {
                if (run != null) {
                    run.focusFirst();
                }
            }
        }
    }

    private void showDesk(DataModel.@Nullable Desk desk) {
        if (editor != null) {
            editor.detach();
        }
        editor = desk == null ? null : new EditorView(model, desk);
    }

    private void showRun(@Nullable RunModel open) {
        if (run != null) {
            run.detach();
        }
        run = open == null ? null : new RunView(model, open, overlays, files);
    }

    private void showPlace(DataPlace place) {
        Node shown = switch (place) {
            case GALLERY -> gallery;
            case EDITOR -> editor == null ? gallery : editor;
            case RUN -> run == null ? gallery : run;
        };
        getChildren().setAll(shown);
        if (getScene() != null) {
            focusFirst();
        }
    }
}
