package studio.athanor.core.window;

import java.util.Map;
import java.util.Optional;

/**
 * Where the window was and how it was divided.
 *
 * @param bounds of the window when it is not maximised; absent before the first time
 * @param maximised whether it filled the screen
 * @param pane id of the open pane; empty for the first
 * @param dividers position of each divider by its name, from 0 to 1
 * @param flags what is shown or folded, by name, for example {@code inspector -> true}
 * @param texts small texts by name, for example the open conversation's id or the draft of a new one
 */
public record WindowState(
        Optional<Bounds> bounds,
        boolean maximised,
        String pane,
        Map<String, Double> dividers,
        Map<String, Boolean> flags,
        Map<String, String> texts) {

    public WindowState {
        dividers = Map.copyOf(dividers);
        flags = Map.copyOf(flags);
        texts = Map.copyOf(texts);
    }

    /** Returns the state before the first window. */
    public static WindowState initial() {
        return new WindowState(Optional.empty(), false, "", Map.of(), Map.of(), Map.of());
    }

    /**
     * Place and size in the screen's logical pixels.
     *
     * @param x left
     * @param y top
     * @param width of the window
     * @param height of the window
     */
    public record Bounds(double x, double y, double width, double height) {}
}
