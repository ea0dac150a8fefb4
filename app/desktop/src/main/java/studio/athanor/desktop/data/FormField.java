package studio.athanor.desktop.data;

import java.util.List;

/**
 * A field of a form. Its words are in the texts, as {@code field.KEY} and {@code field.KEY.help}.
 *
 * @param key names it within its form
 * @param kind what is typed or chosen
 * @param options what is chosen from, for {@link Kind#CHOICE}
 * @param initial what a new form begins with
 */
record FormField(String key, Kind kind, List<String> options, String initial) {

    static FormField line(String key, String initial) {
        return new FormField(key, Kind.LINE, List.of(), initial);
    }

    static FormField text(String key, String initial) {
        return new FormField(key, Kind.TEXT, List.of(), initial);
    }

    static FormField code(String key, String initial) {
        return new FormField(key, Kind.CODE, List.of(), initial);
    }

    /** A value a line. */
    static FormField list(String key, String initial) {
        return new FormField(key, Kind.LIST, List.of(), initial);
    }

    static FormField number(String key, String initial) {
        return new FormField(key, Kind.NUMBER, List.of(), initial);
    }

    static FormField flag(String key) {
        return new FormField(key, Kind.FLAG, List.of(), "false");
    }

    static FormField choice(String key, List<String> options) {
        return new FormField(key, Kind.CHOICE, options, options.getFirst());
    }

    /** The name of a column, a slot or a source file of the recipe. */
    static FormField named(String key, Kind kind) {
        return new FormField(key, kind, List.of(), "");
    }

    /** What is typed or chosen. */
    enum Kind {
        LINE,
        TEXT,
        CODE,
        LIST,
        NUMBER,
        FLAG,
        CHOICE,
        COLUMN,
        /** A column, or none. */
        COLUMN_OR_NONE,
        SLOT,
        /** A slot, or none. */
        SLOT_OR_NONE,
        SOURCE;

        /** Tells whether it takes several lines. */
        boolean tall() {
            return this == TEXT || this == CODE || this == LIST;
        }
    }
}
