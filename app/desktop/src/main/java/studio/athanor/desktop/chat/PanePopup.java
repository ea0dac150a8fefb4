package studio.athanor.desktop.chat;

import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import javafx.stage.Screen;
import studio.athanor.desktop.theme.StyleSheets;

/** A small panel beside a control; Esc and a click elsewhere close it, and the focus goes back. */
final class PanePopup {

    private static final double MARGIN = 8;

    private final Popup popup = new Popup();
    private final Region panel;

    PanePopup(Region panel) {
        this.panel = panel;
        panel.getStyleClass().add("overlay-panel");
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        popup.getContent().add(panel);
    }

    void show(Node anchor) {
        Bounds place = anchor.localToScreen(anchor.getLayoutBounds());
        if (place == null || anchor.getScene() == null) {
            return;
        }
        popup.getScene().getStylesheets().setAll(anchor.getScene().getStylesheets());
        panel.getStylesheets().setAll(StyleSheets.of(PanePopup.class, "chat.css"));
        popup.getScene().getRoot().setStyle(anchor.getScene().getRoot().getStyle());
        popup.show(anchor, place.getMinX(), place.getMaxY() + MARGIN / 2);
        Rectangle2D screen = Screen.getScreensForRectangle(place.getMinX(), place.getMinY(), 1, 1).stream()
                .findFirst()
                .orElseGet(Screen::getPrimary)
                .getVisualBounds();
        if (popup.getY() + popup.getHeight() > screen.getMaxY() - MARGIN) {
            popup.setY(Math.max(screen.getMinY() + MARGIN, place.getMinY() - popup.getHeight() - MARGIN / 2));
        }
        popup.setX(Math.clamp(
                popup.getX(),
                screen.getMinX() + MARGIN,
                Math.max(screen.getMinX() + MARGIN, screen.getMaxX() - popup.getWidth() - MARGIN)));
    }

    void hide() {
        popup.hide();
    }
}
