package studio.athanor.desktop.screenshots;

import java.util.function.Predicate;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;

/** Uses the controls of a window, which it finds by their ids. Called from any thread but the FX thread. */
final class Hand {

    private final Scene scene;

    Hand(Scene scene) {
        this.scene = scene;
    }

    /** Presses a button once it is there and can be pressed. */
    void press(String selector) throws InterruptedException {
        await(selector, node -> node.isVisible() && !node.isDisabled());
        on(selector, ButtonBase.class, ButtonBase::fire);
    }

    void write(String selector, String text) throws InterruptedException {
        on(selector, TextInputControl.class, field -> field.setText(text));
    }

    /** Writes into a field and presses Enter. */
    void enter(String selector, String text) throws InterruptedException {
        on(selector, TextField.class, field -> {
            field.setText(text);
            field.fireEvent(new ActionEvent());
        });
    }

    void append(String selector, String text) throws InterruptedException {
        on(selector, TextInputControl.class, field -> field.appendText(text));
    }

    void chooseOfList(String selector, int index) throws InterruptedException {
        on(selector, ListView.class, list -> list.getSelectionModel().select(index));
    }

    void chooseRow(String selector, int index) throws InterruptedException {
        on(selector, TableView.class, table -> table.getSelectionModel().select(index));
    }

    void openTab(String selector, int index) throws InterruptedException {
        on(selector, TabPane.class, tabs -> tabs.getSelectionModel().select(index));
    }

    /** Waits until a node is there. */
    void await(String selector) throws InterruptedException {
        await(selector, Node::isVisible);
    }

    /** Waits until a node is there and as it should be. */
    void await(String selector, Predicate<Node> so) throws InterruptedException {
        Camera.waitUntilOnFxThread(() -> {
            Node node = scene.lookup(selector);
            return node != null && so.test(node);
        });
    }

    private <T extends Node> void on(String selector, Class<T> type, Use<T> use) throws InterruptedException {
        Camera.onFxThread(() -> {
            Node node = scene.lookup(selector);
            if (!type.isInstance(node)) {
                throw new IllegalStateException("the window has no " + type.getSimpleName() + " " + selector);
            }
            use.of(type.cast(node));
            return true;
        });
    }

    @FunctionalInterface
    private interface Use<T> {
        void of(T control);
    }
}
