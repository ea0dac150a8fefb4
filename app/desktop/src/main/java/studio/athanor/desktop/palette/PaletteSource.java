package studio.athanor.desktop.palette;

import java.util.List;

/** Finds things for the palette besides commands. */
@FunctionalInterface
public interface PaletteSource {

    /**
     * Returns what fits, best first, at most a dozen. Called on a virtual thread; may block, and is interrupted when
     * the query changed meanwhile.
     *
     * @param query what was typed, not blank
     */
    List<PaletteItem> find(String query) throws Exception;
}
