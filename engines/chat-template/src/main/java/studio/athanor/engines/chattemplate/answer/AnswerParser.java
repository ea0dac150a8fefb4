package studio.athanor.engines.chattemplate.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.text.Tool;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * Takes an answer apart while it streams.
 *
 * <p>However the text is cut into pieces, the same text, reasoning and calls come out, in time linear in its length.
 * Held back are only the beginning of what could become a mark, newlines that would belong to it, and an unfinished
 * tool call. A call that cannot be read comes out as text. A parser serves one answer and one thread.
 */
public final class AnswerParser {

    private enum Mode {
        TEXT,
        REASONING,
        HEADER,
        CALLS
    }

    private static final String MESSAGE = "<|message|>";
    private static final int MOST_NEWLINES = 16;

    private final AnswerFormat format;
    private final CallReader calls;
    private final StringBuilder held = new StringBuilder();
    private final List<AnswerPiece> pieces = new ArrayList<>();
    private MarkSet reasoningMarks;
    private Mode mode;
    private int start;
    private int scanned;
    private boolean textSeen;
    private boolean skipSpace;
    private @Nullable CallSection section;

    /**
     * Creates a parser.
     *
     * @param format how the model writes
     * @param startsInReasoning whether the prompt ends inside reasoning
     */
    public AnswerParser(AnswerFormat format, boolean startsInReasoning) {
        this(format, startsInReasoning, List.of(), AnswerParser::randomId);
    }

    /**
     * Creates a parser that knows the tools.
     *
     * @param format how the model writes
     * @param startsInReasoning whether the prompt ends inside reasoning
     * @param tools whose schemas tell strings from other values where a model's syntax does not
     * @param ids names calls to which the model gave no name
     */
    public AnswerParser(AnswerFormat format, boolean startsInReasoning, List<Tool> tools, Supplier<String> ids) {
        this.format = format;
        this.calls = new CallReader(new ArgumentTypes(tools), ids);
        this.mode = startsInReasoning ? Mode.REASONING : Mode.TEXT;
        this.skipSpace = startsInReasoning || format.startsInHeader();
        this.reasoningMarks = format.reasoningMarks(format.closes());
    }

    /** Nine letters and digits, which every vendor's template accepts. */
    private static String randomId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 9);
    }

    /** Takes the next piece of the answer and returns what it completes. */
    public List<AnswerPiece> accept(String piece) {
        held.append(piece);
        while (step()) {}
        held.delete(0, start);
        scanned -= start;
        start = 0;
        return taken();
    }

    /** Ends the answer and returns what was held back. */
    public List<AnswerPiece> finish() {
        while (step()) {}
        for (CallSection open = section; mode == Mode.CALLS && open != null; open = section) {
            complete(open, open.end(held, start, true));
            while (step()) {}
        }
        if (mode == Mode.REASONING) {
            reasoning(held.length());
        } else {
            text(held.length());
        }
        held.setLength(0);
        start = 0;
        scanned = 0;
        mode = Mode.TEXT;
        return taken();
    }

    private List<AnswerPiece> taken() {
        List<AnswerPiece> result = List.copyOf(pieces);
        pieces.clear();
        return result;
    }

    /** Moves on by one mark and returns whether there may be more to do. */
    private boolean step() {
        return switch (mode) {
            case TEXT -> inText();
            case REASONING -> inReasoning();
            case HEADER -> inHeader();
            case CALLS -> inCalls();
        };
    }

    private boolean inText() {
        MarkSearch search = MarkSearch.in(held, Math.max(start, scanned), format.textMarks(), condition());
        Mark mark = search.mark();
        if (mark == null) {
            text(beforeNewlines(search.at()));
            scanned = search.at();
            return false;
        }
        text(beforeNewlines(search.at()));
        start = search.at() + mark.text().length();
        scanned = start;
        switch (mark) {
            case Mark.Reasoning reasoning -> enterReasoning(List.of(reasoning.close()));
            case Mark.Calls opened -> enterCalls(opened);
            case Mark.Header header -> enterHeader(header);
            case Mark.Noise _, Mark.ReasoningEnd _ -> skipSpace = true;
        }
        return true;
    }

    /** Returns which marks count: some only before anything visible was said. */
    private MarkSearch.Condition condition() {
        int visible = start;
        while (!textSeen && visible < held.length() && Character.isWhitespace(held.charAt(visible))) {
            visible++;
        }
        int firstVisible = textSeen ? -1 : visible;
        return (mark, at) -> switch (mark) {
            case Mark.Reasoning reasoning -> reasoning.anywhere() || at <= firstVisible;
            case Mark.Calls opened -> !opened.bare() || at <= firstVisible;
            case Mark.Header header -> !header.text().equals(Mark.Header.RECIPIENT) || at <= firstVisible;
            default -> true;
        };
    }

    private void enterReasoning(List<String> closes) {
        reasoningMarks = format.reasoningMarks(closes);
        mode = Mode.REASONING;
        skipSpace = true;
    }

    private void enterCalls(Mark.Calls opened) {
        section = new CallSection(opened);
        mode = Mode.CALLS;
    }

    private void enterHeader(Mark.Header header) {
        // Which of the two marks it was tells where the channel's name stands.
        start -= header.text().length();
        scanned = start + header.text().length();
        mode = Mode.HEADER;
    }

    private boolean inReasoning() {
        MarkSearch search = MarkSearch.in(held, Math.max(start, scanned), reasoningMarks, (_, _) -> true);
        Mark mark = search.mark();
        reasoning(beforeNewlines(search.at()));
        if (mark == null) {
            scanned = search.at();
            return false;
        }
        start = search.at() + mark.text().length();
        scanned = start;
        skipSpace = true;
        mode = Mode.TEXT;
        if (mark instanceof Mark.Calls opened) {
            enterCalls(opened);
        } else if (mark instanceof Mark.Header header) {
            enterHeader(header);
        }
        return true;
    }

    private boolean inHeader() {
        int end = held.indexOf(MESSAGE, Math.max(start, scanned - MESSAGE.length()));
        if (end < 0) {
            scanned = held.length();
            return false;
        }
        HarmonyHeader header = HarmonyHeader.parse(held.substring(start, end));
        start = end + MESSAGE.length();
        scanned = start;
        skipSpace = true;
        if (header.recipient().isPresent()) {
            section = new CallSection(
                    new Mark.Calls("", "", false), header.recipient().get());
            mode = Mode.CALLS;
        } else if (header.channel().equals("analysis")) {
            enterReasoning(List.of());
        } else {
            mode = Mode.TEXT;
            skipSpace = false;
        }
        return true;
    }

    private boolean inCalls() {
        CallSection open = section;
        if (open == null) {
            mode = Mode.TEXT;
            return true;
        }
        CallSection.End end = open.end(held, start, false);
        if (!end.found()) {
            return false;
        }
        complete(open, end);
        return true;
    }

    private void complete(CallSection open, CallSection.End end) {
        String body = held.substring(start, end.bodyEnd());
        List<ToolCall> found = end.rejected() ? List.of() : calls.read(open, body);
        if (found.isEmpty()) {
            plain(open.mark().text() + held.substring(start, end.after()));
        } else {
            found.forEach(call -> pieces.add(new AnswerPiece.Call(call)));
            skipSpace = true;
        }
        start = end.after();
        scanned = start;
        section = null;
        mode = Mode.TEXT;
    }

    /** Returns where the newlines begin that belong to a mark behind them. */
    private int beforeNewlines(int end) {
        int at = end;
        while (at > start && end - at < MOST_NEWLINES && held.charAt(at - 1) == '\n') {
            at--;
        }
        return at;
    }

    private void text(int end) {
        int from = start;
        while (skipSpace && from < end && Character.isWhitespace(held.charAt(from))) {
            from++;
        }
        if (from < end) {
            plain(held.substring(from, end));
        }
        start = Math.max(start, end);
    }

    private void plain(String text) {
        if (!text.isEmpty()) {
            pieces.add(new AnswerPiece.Text(text));
            textSeen |= !text.isBlank();
            skipSpace = false;
        }
    }

    private void reasoning(int end) {
        int from = start;
        while (skipSpace && from < end && Character.isWhitespace(held.charAt(from))) {
            from++;
        }
        if (from < end) {
            pieces.add(new AnswerPiece.Reasoning(held.substring(from, end)));
            skipSpace = false;
        }
        start = Math.max(start, end);
    }
}
