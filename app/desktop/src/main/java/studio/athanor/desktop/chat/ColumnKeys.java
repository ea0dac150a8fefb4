package studio.athanor.desktop.chat;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/** Wheel and keys of a {@link VirtualColumn}, and scrolling to what gets the focus by key. */
final class ColumnKeys {

    private static final double LINE = 40;
    private static final double MARGIN = 16;

    private final VirtualColumn column;

    ColumnKeys(VirtualColumn column) {
        this.column = column;
    }

    void install() {
        column.addEventHandler(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() != 0) {
                column.scrollBy(-event.getDeltaY());
                event.consume();
            }
        });
        column.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        column.sceneProperty().subscribe(this::follow);
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> column.scrollBy(-LINE);
            case DOWN -> column.scrollBy(LINE);
            case PAGE_UP -> column.scrollBy(-column.pageHeight());
            case PAGE_DOWN -> column.scrollBy(column.pageHeight());
            case HOME -> column.scrollToStart();
            case END -> column.scrollToEnd();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void follow(@Nullable Scene scene) {
        if (scene != null) {
            scene.focusOwnerProperty().subscribe((before, now) -> {
                if (now != null && now.isFocusVisible() && isInside(now)) {
                    show(now);
                }
            });
        }
    }

    private boolean isInside(Node node) {
        for (@Nullable Node at = node; at != null; at = at.getParent()) {
            if (at.equals(column.content())) {
                return true;
            }
        }
        return false;
    }

    private void show(Node node) {
        Bounds bounds = column.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        if (bounds.getMinY() < MARGIN) {
            column.scrollBy(bounds.getMinY() - MARGIN);
        } else if (bounds.getMaxY() > column.getHeight() - MARGIN) {
            column.scrollBy(Math.min(bounds.getMaxY() - column.getHeight() + MARGIN, bounds.getMinY() - MARGIN));
        }
    }
}
