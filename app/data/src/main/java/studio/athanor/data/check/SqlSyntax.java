package studio.athanor.data.check;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;

/**
 * Says whether a text is SQL statements, in what the large dialects share and most of what they do not. For any thread.
 *
 * <p>The parser takes milliseconds for what is let through to it; should it take longer than ten seconds it is stopped.
 */
final class SqlSyntax implements AutoCloseable {

    private static final long LONGEST_SECONDS = 10;

    private final ScheduledThreadPoolExecutor watch;

    SqlSyntax() {
        watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("sql-watch").daemon().factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    Optional<String> mistake(String text) {
        if (Nesting.tooDeep(text)) {
            return Optional.of(Nesting.MISTAKE);
        }
        Optional<String> mistake = mistake(text, false);
        return mistake.isPresent()
                        && text.indexOf('[') >= 0
                        && mistake(text, true).isEmpty()
                ? Optional.empty()
                : mistake;
    }

    /**
     * Parses.
     *
     * @param namesInBrackets whether square brackets quote names, as in Transact-SQL, and do not hold an array's index
     */
    private Optional<String> mistake(String text, boolean namesInBrackets) {
        CCJSqlParser parser = CCJSqlParserUtil.newParser(text)
                .withAllowComplexParsing(true)
                .withSquareBracketQuotation(namesInBrackets);
        Future<?> stop = watch.schedule(() -> parser.interrupted = true, LONGEST_SECONDS, TimeUnit.SECONDS);
        try {
            return parser.Statements().isEmpty() ? Optional.of("it holds no statement") : Optional.empty();
        } catch (ParseException | TokenMgrException e) {
            return Optional.of(
                    parser.interrupted
                            ? "it takes longer than " + LONGEST_SECONDS + " s to parse"
                            : sentence(String.valueOf(e.getMessage())));
        } finally {
            stop.cancel(false);
        }
    }

    /** Shortens the parser's message to what was found and where. */
    private static String sentence(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        int state = line.indexOf(", in lexical state");
        String found = state < 0 ? line : line.substring(0, state);
        int image = found.indexOf(" / ");
        String shown = image < 0 ? found : found.substring(image + 3);
        return "did not expect " + shown.replaceFirst("^Encountered: ", "").replaceFirst("\\.$", "");
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
