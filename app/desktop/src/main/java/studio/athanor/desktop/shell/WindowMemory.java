package studio.athanor.desktop.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import studio.athanor.core.window.WindowState;
import studio.athanor.core.window.WindowStateFile;

/**
 * What the window was like, kept over restarts: each part under a name of its own, for example {@code chat.list}. FX
 * thread only; a change is written at most once per frame, in the background.
 */
public final class WindowMemory {

    /** Columns are kept as shares of this width, so that the file holds fractions whatever the screen. */
    private static final double WIDTH_UNIT = 2_000;

    private final WindowStateFile file;
    private final Runnable save;
    private final Map<String, Double> dividers;
    private final Map<String, Boolean> flags;
    private final Map<String, String> texts;
    private Optional<WindowState.Bounds> bounds;
    private boolean maximised;
    private String pane;

    /** Reads what was kept. */
    public WindowMemory(WindowStateFile file, UiScheduler scheduler) {
        this.file = file;
        WindowState state = file.load();
        dividers = new HashMap<>(state.dividers());
        flags = new HashMap<>(state.flags());
        texts = new HashMap<>(state.texts());
        bounds = state.bounds();
        maximised = state.maximised();
        pane = state.pane();
        save = scheduler.oncePerFrame(this::saveNow);
    }

    /** Returns a new property that starts as it was and is kept when it changes. */
    public BooleanProperty flag(String name, boolean otherwise) {
        BooleanProperty flag = new SimpleBooleanProperty(flags.getOrDefault(name, otherwise));
        flag.subscribe((before, now) -> {
            flags.put(name, now);
            save.run();
        });
        return flag;
    }

    /** Gives a column the width it had, and keeps it when it changes. */
    public void keepWidth(String name, SideColumn column) {
        DoubleProperty width = column.columnWidth();
        Double kept = dividers.get(name);
        if (kept != null) {
            width.set(Math.rint(kept * WIDTH_UNIT));
        }
        width.subscribe((before, now) -> {
            dividers.put(name, Math.clamp(now.doubleValue() / WIDTH_UNIT, 0, 1));
            save.run();
        });
    }

    /** Returns a text that was kept; an empty one if there is none. */
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** Keeps a text; an empty one is forgotten. */
    public void keepText(String name, String text) {
        if (text.isEmpty()) {
            texts.remove(name);
        } else {
            texts.put(name, text);
        }
        save.run();
    }

    Optional<WindowState.Bounds> bounds() {
        return bounds;
    }

    boolean maximised() {
        return maximised;
    }

    void keepBounds(WindowState.Bounds now) {
        bounds = Optional.of(now);
        save.run();
    }

    void keepMaximised(boolean now) {
        maximised = now;
        save.run();
    }

    String pane() {
        return pane;
    }

    void keepPane(String id) {
        pane = id;
        save.run();
    }

    /** Hands the present state to the file; it writes in the background. */
    public void saveNow() {
        file.save(new WindowState(bounds, maximised, pane, dividers, flags, texts));
    }
}
