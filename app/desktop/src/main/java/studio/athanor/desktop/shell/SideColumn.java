package studio.athanor.desktop.shell;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/**
 * A column at the side of something, whose width is dragged at its edge, or set with Left and Right when the edge has
 * the focus. FX thread only.
 */
public final class SideColumn extends BorderPane {

    private static final double KEY_STEP = 16;

    private final DoubleProperty columnWidth;
    private final Side side;
    private final double least;
    private final double most;
    private final Region edge = new Region();
    private double dragStart;
    private double widthAtDragStart;

    /**
     * Creates a column.
     *
     * @param content what it shows
     * @param side where the column is; its edge is at the other side
     * @param width at first, in pixels
     * @param least width
     * @param most width
     * @param edgeName accessible name of the edge, for example {@code Width of the list}
     */
    public SideColumn(Node content, Side side, double width, double least, double most, String edgeName) {
        this.side = side;
        this.least = least;
        this.most = most;
        columnWidth = new SimpleDoubleProperty(width);
        getStyleClass().add("side-column");
        edge.getStyleClass().add("side-column-edge");
        edge.setCursor(Cursor.H_RESIZE);
        edge.setFocusTraversable(true);
        edge.setAccessibleRole(AccessibleRole.SLIDER);
        edge.setAccessibleText(edgeName);
        edge.addEventHandler(MouseEvent.MOUSE_PRESSED, this::startDrag);
        edge.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        edge.addEventHandler(KeyEvent.KEY_PRESSED, this::step);
        setCenter(content);
        if (side == Side.LEFT) {
            setRight(edge);
        } else {
            setLeft(edge);
        }
        setMinWidth(USE_PREF_SIZE);
        setMaxWidth(USE_PREF_SIZE);
        prefWidthProperty().bind(columnWidth);
    }

    /** Returns the width in pixels; may be set, for example to what it was in the last session. */
    public DoubleProperty columnWidth() {
        return columnWidth;
    }

    private void startDrag(MouseEvent event) {
        dragStart = event.getScreenX();
        widthAtDragStart = columnWidth.get();
        edge.requestFocus();
        event.consume();
    }

    private void drag(MouseEvent event) {
        double moved = event.getScreenX() - dragStart;
        resizeTo(widthAtDragStart + (side == Side.LEFT ? moved : -moved));
        event.consume();
    }

    private void step(KeyEvent event) {
        if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
            boolean wider = (event.getCode() == KeyCode.RIGHT) == (side == Side.LEFT);
            resizeTo(columnWidth.get() + (wider ? KEY_STEP : -KEY_STEP));
            event.consume();
        }
    }

    private void resizeTo(double width) {
        columnWidth.set(Math.clamp(width, least, most));
    }
}
