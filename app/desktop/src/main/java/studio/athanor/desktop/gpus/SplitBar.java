package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.Texts;

/**
 * The layers of a model as a bar, cut where they go to the next device. A seam is dragged, or moved by keys when it has the
 * focus: Left and Right move one layer, Home and End all. FX thread only.
 */
final class SplitBar extends Region {

    private static final double HANDLE = 10;

    private final Texts texts = Texts.of(SplitBar.class);
    private final PlanRow row;
    private final Function<String, String> names;
    private final List<Label> segments = new ArrayList<>();
    private final List<Seam> seams = new ArrayList<>();
    private @Nullable LayerSplit split;

    /**
     * Creates a bar that follows a row.
     *
     * @param names returns a short name for a device's id
     */
    SplitBar(PlanRow row, Function<String, String> names) {
        this.row = row;
        this.names = names;
        getStyleClass().add("split-bar");
        setMinWidth(160);
        row.state()
                .subscribe(
                        () -> show(row.planned().map(PlanState.Planned::split).orElse(null)));
    }

    private void show(@Nullable LayerSplit next) {
        split = next;
        if (next == null) {
            getChildren().clear();
            segments.clear();
            seams.clear();
            return;
        }
        if (segments.size() != next.slots().size()) {
            build(next);
        }
        for (int i = 0; i < segments.size(); i++) {
            segments.get(i)
                    .setText(names.apply(next.slots().get(i)) + ": "
                            + next.layers().get(i));
        }
        seams.forEach(seam -> seam.show(next));
        requestLayout();
    }

    /** Writes the names again, as devices may have been found since. */
    void rename() {
        show(split);
    }

    private void build(LayerSplit next) {
        segments.clear();
        seams.clear();
        for (int i = 0; i < next.slots().size(); i++) {
            Label segment = new Label();
            segment.getStyleClass()
                    .addAll("split-segment", i == 0 ? "segment-host" : i % 2 == 1 ? "segment-odd" : "segment-even");
            segment.setMinWidth(0);
            segments.add(segment);
        }
        for (int i = 0; i < next.seams(); i++) {
            seams.add(new Seam(i));
        }
        getChildren().setAll(segments);
        getChildren().addAll(seams);
    }

    @Override
    protected double computePrefHeight(double width) {
        return snapSizeY(2.2 * fontSize());
    }

    private double fontSize() {
        return segments.isEmpty() ? 13 : segments.getFirst().getFont().getSize();
    }

    @Override
    protected void layoutChildren() {
        LayerSplit now = split;
        if (now == null) {
            return;
        }
        double start = 0;
        for (int i = 0; i < segments.size(); i++) {
            double end = i < now.seams() ? snapPositionX(place(now, i)) : getWidth();
            Label segment = segments.get(i);
            segment.setVisible(end > start);
            segment.resizeRelocate(start, 0, end - start, getHeight());
            start = end;
        }
        layoutSeams(now);
    }

    /** Seams that lie upon each other are laid side by side, so that each can be taken. */
    private void layoutSeams(LayerSplit now) {
        int first = 0;
        while (first < seams.size()) {
            int last = first;
            while (last + 1 < seams.size() && now.position(last + 1) == now.position(first)) {
                last++;
            }
            int count = last - first + 1;
            double left = place(now, first) - count * HANDLE / 2;
            left = Math.clamp(left, 0, Math.max(0, getWidth() - count * HANDLE));
            for (int i = first; i <= last; i++) {
                seams.get(i).resizeRelocate(snapPositionX(left + (i - first) * HANDLE), 0, HANDLE, getHeight());
            }
            first = last + 1;
        }
    }

    private double place(LayerSplit now, int seam) {
        return getWidth() * now.position(seam) / Math.max(1, now.total());
    }

    /** The line between two devices. */
    private final class Seam extends Region {

        private final int number;
        private final Tooltip tip = new Tooltip();
        private @Nullable LayerSplit dragFrom;
        private double grabbedAt;

        Seam(int number) {
            this.number = number;
            getStyleClass().add("seam");
            setId("seam-" + number);
            setManaged(false);
            setCursor(Cursor.H_RESIZE);
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.SLIDER);
            setAccessibleHelp(texts.get("seam.help"));
            Tooltip.install(this, tip);
            Region line = new Region();
            line.getStyleClass().add("seam-line");
            line.setMouseTransparent(true);
            getChildren().add(line);
            addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
            addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
            addEventHandler(MouseEvent.MOUSE_RELEASED, event -> dragFrom = null);
            addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        }

        void show(LayerSplit next) {
            String text = texts.get(
                    "seam",
                    names.apply(next.slots().get(number)),
                    names.apply(next.slots().get(number + 1)),
                    next.layers().get(number),
                    next.layers().get(number + 1));
            if (!text.equals(getAccessibleText())) {
                setAccessibleText(text);
                tip.setText(text);
            }
        }

        private void press(MouseEvent event) {
            requestFocus();
            dragFrom = split;
            grabbedAt = split == null ? 0 : place(split, number) - inBar(event);
            event.consume();
        }

        private double inBar(MouseEvent event) {
            return SplitBar.this
                    .sceneToLocal(event.getSceneX(), event.getSceneY())
                    .getX();
        }

        private void drag(MouseEvent event) {
            LayerSplit from = dragFrom;
            if (from != null) {
                double x = inBar(event) + grabbedAt;
                row.moveSeam(from, number, (int) Math.round(x / getBarWidth() * from.total()));
            }
            event.consume();
        }

        private double getBarWidth() {
            return Math.max(1, SplitBar.this.getWidth());
        }

        private void key(KeyEvent event) {
            LayerSplit now = split;
            if (now == null) {
                return;
            }
            int place = now.position(number);
            switch (event.getCode()) {
                case LEFT -> row.moveSeam(number, place - 1);
                case RIGHT -> row.moveSeam(number, place + 1);
                case HOME -> row.moveSeam(number, 0);
                case END -> row.moveSeam(number, now.total());
                default -> {
                    return;
                }
            }
            event.consume();
        }

        @Override
        protected void layoutChildren() {
            getChildren().getFirst().resizeRelocate(HANDLE / 2 - 1.5, 0, 3, getHeight());
        }
    }
}
