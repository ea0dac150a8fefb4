package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * A long column of items of different heights, of which only what is seen has nodes. FX thread only.
 *
 * <p>The place is kept as "this part, so many pixels above its top", so that nothing jumps when something above turns
 * out to be higher than was guessed. While {@link #following}, the place is the end.
 */
final class VirtualColumn extends Region {

    /** Text wider than this is hard to read. */
    static final double MOST_COLUMN_WIDTH = 760;

    private static final double LEAST_SIDE = 24;
    private static final double TOP = 8;
    private static final double BOTTOM = 24;
    private static final double OVERSCAN = 240;
    private static final double NEAR_END = 8;

    private final List<ColumnItem> items = new ArrayList<>();
    private final Heights heights = new Heights();
    private final ColumnNodes nodes = new ColumnNodes(heights);
    private final ScrollBar bar = new ScrollBar();
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private double width = -1;
    private @Nullable Spot anchor;
    private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);
    private long lastLayoutNanos;
    private boolean heightsKnown;
    private boolean movingBar;
    private Runnable afterLayout = () -> {};

    /** Where a part is in the column. */
    private record Spot(ColumnItem item, int part, double above) {}

    /** A part that has a node, and its top in the view. */
    record Placed(ColumnItem item, int index, ColumnPart part, Node node, double top, double height) {}

    VirtualColumn() {
        getStyleClass().add("virtual-column");
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().subscribe((before, now) -> {
            if (!movingBar) {
                jumpTo(now.doubleValue());
            }
        });
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        getChildren().addAll(nodes.pane(), bar);
        new ColumnKeys(this).install();
    }

    // ---- items ----

    List<ColumnItem> items() {
        return List.copyOf(items);
    }

    int size() {
        return items.size();
    }

    /** Shows other items, from their end. */
    void setItems(List<? extends ColumnItem> all) {
        items.clear();
        items.addAll(all);
        nodes.forgetItems(0);
        anchor = null;
        following.set(true);
        structureChanged();
    }

    /** Replaces what comes at and after an index; the place stays. */
    void replaceFrom(int index, List<? extends ColumnItem> rest) {
        items.subList(index, items.size()).clear();
        items.addAll(rest);
        nodes.forgetItems(index);
        if (anchor != null && anchor.item().index() >= index) {
            anchor = rest.isEmpty()
                    ? null
                    : new Spot(rest.get(Math.min(rest.size() - 1, anchor.item().index() - index)), 0, 0);
        }
        structureChanged();
    }

    private void structureChanged() {
        for (int i = 0; i < items.size(); i++) {
            items.get(i).index(i);
        }
        heightsKnown = false;
        requestLayout();
    }

    /** Tells that parts of an item changed. */
    void changed(ColumnItem item) {
        if (heightsKnown && item.index() >= 0 && item.index() < heights.size()) {
            heights.set(item.index(), item.height(width));
        }
        requestLayout();
    }

    // ---- scrolling ----

    /** Returns whether the view stays at the end while the column grows. */
    ReadOnlyBooleanProperty following() {
        return following.getReadOnlyProperty();
    }

    /** Returns whether the end is seen. */
    ReadOnlyBooleanProperty atEnd() {
        return atEnd.getReadOnlyProperty();
    }

    void scrollToEnd() {
        following.set(true);
        requestLayout();
    }

    void scrollToStart() {
        if (!items.isEmpty()) {
            following.set(false);
            anchor = new Spot(items.getFirst(), 0, -TOP);
            requestLayout();
        }
    }

    /** Brings the top of an item to the top of the view. */
    void reveal(ColumnItem item) {
        following.set(false);
        anchor = new Spot(item, 0, -TOP);
        requestLayout();
    }

    /** Moves the view down by so many pixels, or up by a negative number. */
    void scrollBy(double pixels) {
        Spot from = anchor;
        if (from == null || pixels == 0) {
            return;
        }
        if (pixels > 0 && atEnd.get()) {
            following.set(true);
            return;
        }
        following.set(false);
        anchor = new Spot(from.item(), from.part(), from.above() + pixels);
        layoutNow();
        if (pixels > 0 && atEnd.get()) {
            following.set(true);
        }
    }

    private void layoutNow() {
        requestLayout();
        if (getScene() != null) {
            layout();
        }
    }

    double pageHeight() {
        return Math.max(40, getHeight() - 40);
    }

    private void jumpTo(double position) {
        if (items.isEmpty()) {
            return;
        }
        if (position >= bar.getMax() - 1) {
            scrollToEnd();
            return;
        }
        following.set(false);
        int index = heights.at(Math.max(0, position - TOP));
        ColumnItem item = items.get(index);
        double rest = position - TOP - heights.before(index);
        int part = 0;
        List<ColumnPart> parts = item.parts();
        while (part < parts.size() - 1 && rest >= parts.get(part).height(width)) {
            rest -= parts.get(part).height(width);
            part++;
        }
        anchor = new Spot(item, part, rest);
        layoutNow();
    }

    // ---- what is seen ----

    /** Returns what has nodes now, top to bottom. */
    List<Placed> placed() {
        return nodes.placed();
    }

    Pane content() {
        return nodes.pane();
    }

    ScrollBar bar() {
        return bar;
    }

    double contentX() {
        return nodes.pane().getLayoutX();
    }

    /** Sets what is called each time parts were placed. */
    void setAfterLayout(Runnable action) {
        afterLayout = action;
    }

    // ---- layout ----

    /** Returns how long the last layout took. */
    long lastLayoutNanos() {
        return lastLayoutNanos;
    }

    @Override
    protected void layoutChildren() {
        long start = System.nanoTime();
        double barWidth = bar.prefWidth(-1);
        double room = getWidth();
        double columnWidth = Math.floor(Math.clamp(room - 2 * LEAST_SIDE, 120, MOST_COLUMN_WIDTH));
        if (columnWidth != width || !heightsKnown) {
            width = columnWidth;
            double[] all = new double[items.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = items.get(i).height(width);
            }
            heights.reset(all);
            heightsKnown = true;
        }
        double left = Math.max(LEAST_SIDE, Math.floor((room - width) / 2));
        nodes.pane().resizeRelocate(left, 0, width, getHeight());
        place();
        bar.resizeRelocate(getWidth() - barWidth, 0, barWidth, getHeight());
        moveBar();
        afterLayout.run();
        lastLayoutNanos = System.nanoTime() - start;
    }

    private void place() {
        List<Placed> now = new ArrayList<>();
        if (!items.isEmpty()) {
            Spot start = start();
            double y = following.get()
                    ? getHeight()
                            - BOTTOM
                            - nodes.measured(start.item(), start.part(), width, null, true)
                                    .height()
                    : -start.above();
            for (int round = 0; round < 4; round++) {
                now.clear();
                double correction = fill(start, y, now);
                if (Math.abs(correction) < 0.5) {
                    break;
                }
                y += correction;
            }
        }
        if (nodes.keep(now, width)) {
            requestFocus();
        }
        keepPlace();
        nodes.forgetFarItems(width);
    }

    private Spot start() {
        Spot spot = anchor;
        if (following.get() || spot == null) {
            ColumnItem last = items.getLast();
            return new Spot(last, last.parts().size() - 1, 0);
        }
        int most = spot.item().parts().size() - 1;
        return spot.part() <= most ? spot : new Spot(spot.item(), most, 0);
    }

    /** Places parts around a start and returns by how much everything has to move so that no gap is left. */
    private double fill(Spot start, double startTop, List<Placed> out) {
        double y = startTop;
        ColumnItem item = start.item();
        int part = start.part();
        boolean bottomReached = false;
        @Nullable Node neighbour = null;
        while (y < getHeight() + OVERSCAN) {
            Placed one = nodes.measured(item, part, width, neighbour, true).at(y);
            out.add(one);
            neighbour = one.node();
            y += one.height();
            if (++part >= item.parts().size()) {
                if (item.index() + 1 >= items.size()) {
                    bottomReached = true;
                    break;
                }
                item = items.get(item.index() + 1);
                part = 0;
            }
        }
        double bottom = y + BOTTOM;

        y = startTop;
        item = start.item();
        part = start.part();
        boolean topReached = false;
        neighbour = out.isEmpty() ? null : out.getFirst().node();
        List<Placed> above = new ArrayList<>();
        while (y > -OVERSCAN) {
            if (--part < 0) {
                if (item.index() == 0) {
                    topReached = true;
                    break;
                }
                item = items.get(item.index() - 1);
                part = item.parts().size() - 1;
            }
            ColumnNodes.Measured one = nodes.measured(item, part, width, neighbour, false);
            y -= one.height();
            above.add(one.at(y));
            neighbour = one.node();
        }
        double top = y - TOP;
        out.addAll(0, above.reversed());

        atEnd.set(bottomReached && bottom <= getHeight() + NEAR_END);
        if (bottomReached && bottom < getHeight() && !(topReached && top >= 0)) {
            double down = getHeight() - bottom;
            return topReached ? Math.min(down, -top) : down;
        }
        return topReached && top > 0 ? -top : 0;
    }

    private void keepPlace() {
        for (Placed one : nodes.placed()) {
            if (one.top() + one.height() > 0) {
                anchor = new Spot(one.item(), one.index(), -one.top());
                return;
            }
        }
    }

    private void moveBar() {
        double total = TOP + heights.total() + BOTTOM;
        double most = Math.max(0, total - getHeight());
        Spot spot = anchor;
        double value = most;
        if (spot != null && !following.get() && !atEnd.get()) {
            value = TOP + heights.before(spot.item().index()) + spot.above();
            List<ColumnPart> parts = spot.item().parts();
            for (int i = 0; i < Math.min(spot.part(), parts.size()); i++) {
                value += parts.get(i).height(width);
            }
        }
        movingBar = true;
        try {
            bar.setMax(most);
            bar.setVisibleAmount(most <= 0 ? 1 : most * getHeight() / total);
            bar.setBlockIncrement(pageHeight());
            bar.setUnitIncrement(40);
            bar.setValue(Math.clamp(value, 0, most));
            bar.setVisible(most > 0);
        } finally {
            movingBar = false;
        }
    }
}
