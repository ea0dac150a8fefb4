package studio.athanor.desktop.palette;

import org.kordamp.ikonli.Ikon;

/**
 * Something the palette found.
 *
 * @param title what it is
 * @param detail where it is from, for example the conversation's date; may be empty
 * @param icon shown before it
 * @param keys that do the same, as shown to people; may be empty
 * @param action what Enter does, on the FX thread
 */
public record PaletteItem(String title, String detail, Ikon icon, String keys, Runnable action) {

    /** Returns an item without keys. */
    public static PaletteItem of(String title, String detail, Ikon icon, Runnable action) {
        return new PaletteItem(title, detail, icon, "", action);
    }
}
