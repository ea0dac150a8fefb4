package studio.athanor.desktop.markdown;

import java.util.List;

/**
 * The smallest piece of a document that is laid out by itself.
 *
 * @param gutters what stands at its left, outermost first
 * @param space distance to the leaf above, in pixels; ignored for the first leaf
 * @param content what it shows
 */
public record Leaf(List<Gutter> gutters, int space, Content content) {

    public Leaf {
        gutters = List.copyOf(gutters);
    }

    /** Returns what a person gets who selects all of the leaf and copies it. */
    public String text() {
        return switch (content) {
            case Content.Prose prose -> Span.text(prose.spans());
            case Content.Code code -> code.text();
            case Content.Table table -> table.text();
            case Content.Rule _ -> "";
        };
    }

    /** Returns the text of some neighbouring leaves: each on lines of its own, code as it was written. */
    public static String text(List<Leaf> leaves) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < leaves.size(); i++) {
            out.append(i == 0 ? "" : leaves.get(i - 1).separator())
                    .append(leaves.get(i).text());
        }
        return out.toString();
    }

    /** Returns what stands between this leaf's text and the next one's. */
    public String separator() {
        return content instanceof Content.Code code && code.cut() ? "" : "\n";
    }

    /** What stands at the left of a leaf, one for each list or quote it is in. */
    public sealed interface Gutter {

        /**
         * The bar of a quotation.
         *
         * @param joined whether the leaf above belongs to the same quotation
         */
        record Quote(boolean joined) implements Gutter {}

        /**
         * The indentation of a list item.
         *
         * @param marker a bullet, number or check box; empty below the first leaf of the item
         */
        record Item(String marker) implements Gutter {}
    }

    /** What a leaf shows. */
    public sealed interface Content {

        /**
         * Running text.
         *
         * @param kind paragraph or heading
         * @param spans the text in runs of equal looks
         */
        record Prose(ProseKind kind, List<Span> spans) implements Content {
            public Prose {
                spans = List.copyOf(spans);
            }
        }

        /**
         * Some lines of a code block; a long block is several leaves that touch.
         *
         * @param language as the author wrote it, may be empty
         * @param text the lines, without a last line break
         * @param startState state of the highlighter before the first character
         * @param endState state of the highlighter after the last character
         * @param first whether the block starts here
         * @param last whether the block ends here
         * @param cut whether the last line is too long and goes on in the next part
         */
        record Code(
                String language, String text, int startState, int endState, boolean first, boolean last, boolean cut)
                implements Content {}

        /**
         * A table.
         *
         * @param alignments of the columns
         * @param rows cells of spans; the first row is the head; every row has as many cells as there are columns
         */
        record Table(List<Alignment> alignments, List<List<List<Span>>> rows) implements Content {
            public Table {
                alignments = List.copyOf(alignments);
                rows = List.copyOf(rows);
            }

            String text() {
                StringBuilder out = new StringBuilder();
                for (List<List<Span>> row : rows) {
                    if (!out.isEmpty()) {
                        out.append('\n');
                    }
                    for (int i = 0; i < row.size(); i++) {
                        out.append(i == 0 ? "" : "\t").append(Span.text(row.get(i)));
                    }
                }
                return out.toString();
            }
        }

        /** A line across. */
        record Rule() implements Content {}
    }

    /** Kinds of running text. */
    public enum ProseKind {
        PARAGRAPH,
        HEADING_1,
        HEADING_2,
        HEADING_3,
        HEADING_4,
        HEADING_5,
        HEADING_6,
        /** Shown as it is, because it is too big or not meant as Markdown. */
        PLAIN
    }

    /** Where the text of a column stands. */
    public enum Alignment {
        LEFT,
        CENTER,
        RIGHT
    }
}
