package studio.athanor.desktop.markdown;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

/** Keeps formulas between {@code \(…\)}, {@code \[…\]} and {@code $$…$$} as they were written. */
final class MathText implements InlineContentParserFactory {

    private static final int MAX_LENGTH = 500;

    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of('\\', '$');
    }

    @Override
    public InlineContentParser create() {
        return MathText::parse;
    }

    private static ParsedInline parse(InlineParserState state) {
        Scanner scanner = state.scanner();
        Position start = scanner.position();
        String end = closing(scanner);
        if (end != null && skipPast(scanner, end)) {
            return ParsedInline.of(
                    new Text(scanner.getSource(start, scanner.position()).getContent()), scanner.position());
        }
        return ParsedInline.none();
    }

    private static @Nullable String closing(Scanner scanner) {
        if (scanner.next('\\')) {
            return scanner.next('(') ? "\\)" : scanner.next('[') ? "\\]" : null;
        }
        return scanner.next("$$") ? "$$" : null;
    }

    private static boolean skipPast(Scanner scanner, String end) {
        for (int i = 0; i < MAX_LENGTH && scanner.hasNext(); i++) {
            if (scanner.next(end)) {
                return true;
            }
            scanner.next();
        }
        return false;
    }
}
