package studio.athanor.desktop.chat;

import java.util.Locale;

/**
 * How full the context is.
 *
 * @param used tokens, as the engine counted them; -1 while unknown
 * @param total tokens of the context; 0 while unknown
 */
record ContextUse(int used, int total) {

    static final ContextUse UNKNOWN = new ContextUse(-1, 0);

    boolean known() {
        return used >= 0 && total > 0;
    }

    double fraction() {
        return known() ? Math.min(1, used / (double) total) : 0;
    }

    /** Writes a number of tokens briefly: 950, 1.2k, 131k. */
    static String brief(int tokens) {
        if (tokens < 1_000) {
            return Integer.toString(tokens);
        }
        if (tokens < 9_950) {
            return String.format(Locale.ROOT, "%.1fk", tokens / 1_000.0).replace(".0k", "k");
        }
        return Math.round(tokens / 1_000.0) + "k";
    }
}
