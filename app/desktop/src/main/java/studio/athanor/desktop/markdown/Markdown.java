package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import studio.athanor.desktop.markdown.Leaf.Content;
import studio.athanor.desktop.markdown.Leaf.ProseKind;

/**
 * Reads CommonMark with GitHub's tables, strikethrough and task lists. Line breaks are kept, formulas and HTML stay
 * text. Thread-safe; takes milliseconds for 100 kB.
 */
public final class Markdown {

    /** A longer text is shown as it is. */
    static final int MOST_MARKDOWN_CHARS = 4_000_000;

    private static final int MOST_OPEN_BLOCKS = 40;
    private static final int MOST_INLINE_NESTING = 40;
    private static final int PLAIN_PIECE_CHARS = 4_000;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(
                    TablesExtension.create(),
                    StrikethroughExtension.builder().requireTwoTildes(true).build()))
            .customInlineContentParserFactory(new MathText())
            .maxOpenBlockParsers(MOST_OPEN_BLOCKS)
            .maxInlineNesting(MOST_INLINE_NESTING)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private Markdown() {}

    /** Reads a whole document. */
    public static List<Leaf> parse(String text) {
        if (text.length() > MOST_MARKDOWN_CHARS) {
            return plain(text);
        }
        return new Leaves(List.of(), OptionalInt.empty(), false).of(document(text));
    }

    /** Returns a text as it is, cut into pieces that can be laid out one by one. */
    public static List<Leaf> plain(String text) {
        List<Leaf> leaves = new ArrayList<>();
        for (String piece : Pieces.of(text, PLAIN_PIECE_CHARS)) {
            leaves.add(new Leaf(List.of(), 0, new Content.Prose(ProseKind.PLAIN, List.of(Span.plain(piece)))));
        }
        return leaves;
    }

    static Node document(String text) {
        return PARSER.parse(text);
    }
}
