package studio.athanor.desktop.chat;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;

/** Changes what was said, in place. Mod+Enter sends it, Esc leaves it as it was. */
final class EditBox extends VBox {

    private final GrowingTextArea area = new GrowingTextArea(3, 16);
    private boolean focused;
    private Consumer<Optional<String>> done = text -> {};

    EditBox(String text) {
        Texts texts = Texts.of(EditBox.class);
        getStyleClass().add("edit-box");
        area.setText(text);
        area.setAccessibleText(texts.get("edit.accessible"));
        area.setId("message-editor");
        Button send = new Button(texts.get("edit.send"));
        send.getStyleClass().add("accent");
        send.setOnAction(event -> finish());
        Button cancel = new Button(texts.get("edit.cancel"));
        cancel.setOnAction(event -> done.accept(Optional.empty()));
        HBox buttons = new HBox(8, send, cancel);
        getChildren().addAll(area, buttons);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    TextArea area() {
        return area;
    }

    void onDone(Consumer<Optional<String>> action) {
        done = action;
    }

    /** Takes the focus once the column has placed this box, which it does with its next layout. */
    void focusWhenShown() {
        area.sceneProperty().subscribe(scene -> {
            if (scene != null && !focused) {
                focused = true;
                Platform.runLater(() -> {
                    area.requestFocus();
                    area.end();
                });
            }
        });
    }

    private void finish() {
        if (!area.getText().isBlank()) {
            done.accept(Optional.of(area.getText()));
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            done.accept(Optional.empty());
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            finish();
            event.consume();
        }
    }
}
