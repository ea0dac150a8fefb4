package studio.athanor.desktop.chat;

import java.io.File;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/** Lets files be dropped on a node to attach them. */
final class FileDrop {

    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private final Composer composer;

    FileDrop(Composer composer) {
        this.composer = composer;
    }

    void install(Node node) {
        node.getStyleClass().add("drop-target");
        node.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                node.pseudoClassStateChanged(DROP, true);
                event.consume();
            }
        });
        node.setOnDragExited(event -> node.pseudoClassStateChanged(DROP, false));
        node.setOnDragDropped(event -> {
            composer.attach(
                    event.getDragboard().getFiles().stream().map(File::toPath).toList());
            event.setDropCompleted(true);
            event.consume();
        });
    }
}
