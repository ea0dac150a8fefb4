package studio.athanor.desktop.markdown;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run of text of equal looks.
 *
 * @param text what it says
 * @param marks how it looks
 * @param link address to open, always http or https
 */
public record Span(String text, Set<Mark> marks, Optional<String> link) {

    public Span {
        marks = Set.copyOf(marks);
    }

    static Span plain(String text) {
        return new Span(text, EnumSet.noneOf(Mark.class), Optional.empty());
    }

    static String text(List<Span> spans) {
        StringBuilder out = new StringBuilder();
        for (Span span : spans) {
            out.append(span.text());
        }
        return out.toString();
    }

    /** Looks of a run of text. */
    public enum Mark {
        BOLD("md-bold"),
        ITALIC("md-italic"),
        STRIKE("md-strike"),
        CODE("md-code"),
        LINK("md-link"),
        MUTED("md-muted");

        private final String styleClass;

        Mark(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }
    }
}
