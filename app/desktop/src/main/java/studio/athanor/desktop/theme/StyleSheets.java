package studio.athanor.desktop.theme;

import java.net.URL;

/** Finds style sheets that lie beside classes. */
public final class StyleSheets {

    private StyleSheets() {}

    /**
     * Returns the address of a style sheet in the package of a class, for {@code getStylesheets().add(...)}.
     *
     * @param owner a class of the package
     * @param name file name, for example {@code chat.css}
     */
    public static String of(Class<?> owner, String name) {
        URL sheet = owner.getResource(name);
        if (sheet == null) {
            throw new IllegalArgumentException("no style sheet " + name + " in the package " + owner.getPackageName());
        }
        return sheet.toExternalForm();
    }
}
