package studio.athanor.engines.worker.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.wire.Protocol.RequestEvent;
import studio.athanor.engines.worker.wire.Protocol.TextEvents;

/**
 * Reads and writes the parameters of {@link Protocol#TEXT_EVENTS} when they hold nothing but pieces of text, which is
 * nearly always. A token comes alone, after a pause in which the processor forgot everything; what is then saved by
 * touching little code is half of what the process boundary costs. Everything else is left to the general adapters.
 */
final class TokenJson {

    private static final String START = "{\"events\":[";
    private static final String ID = "{\"id\":";
    private static final String ANSWER = ",\"event\":{\"type\":\"TextDelta\",\"text\":\"";
    private static final String REASONING = ",\"event\":{\"type\":\"ReasoningDelta\",\"text\":\"";
    private static final String EVENT_END = "\"}}";
    private static final String END = "]}";
    private static final int MAX_ID_DIGITS = 18;

    private final String text;
    private final int end;
    private int position;

    private TokenJson(String text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
    }

    /** Appends events, or appends nothing and returns false if one is not a piece of text. */
    static boolean write(TextEvents batch, StringBuilder out) {
        for (RequestEvent each : batch.events()) {
            if (!(each.event() instanceof TextEvent.TextDelta) && !(each.event() instanceof TextEvent.ReasoningDelta)) {
                return false;
            }
        }
        out.append(START);
        String separator = "";
        for (RequestEvent each : batch.events()) {
            out.append(separator).append(ID).append(each.id());
            if (each.event() instanceof TextEvent.TextDelta delta) {
                quote(delta.text(), out.append(ANSWER));
            } else if (each.event() instanceof TextEvent.ReasoningDelta delta) {
                quote(delta.text(), out.append(REASONING));
            }
            out.append(EVENT_END);
            separator = ",";
        }
        out.append(END);
        return true;
    }

    private static void quote(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
    }

    /** Reads events from a part of a text, or nothing if it has not the very form that {@link #write} gives it. */
    static Optional<TextEvents> read(String text, int start, int end) {
        return new TokenJson(text, start, end).events();
    }

    private Optional<TextEvents> events() {
        List<RequestEvent> events = new ArrayList<>(1);
        boolean more = skip(START);
        while (more) {
            long id = skip(ID) ? id() : -1;
            boolean answer = id >= 0 && skip(ANSWER);
            if (id < 0 || (!answer && !skip(REASONING))) {
                return Optional.empty();
            }
            Optional<String> piece = string();
            if (piece.isEmpty() || !skip(EVENT_END)) {
                return Optional.empty();
            }
            events.add(new RequestEvent(
                    id, answer ? new TextEvent.TextDelta(piece.get()) : new TextEvent.ReasoningDelta(piece.get())));
            more = skip(",");
        }
        return !events.isEmpty() && skip(END) && position == end
                ? Optional.of(new TextEvents(events))
                : Optional.empty();
    }

    private boolean skip(String expected) {
        boolean found = position + expected.length() <= end && text.startsWith(expected, position);
        if (found) {
            position += expected.length();
        }
        return found;
    }

    /** Reads an id, or returns -1. */
    private long id() {
        int first = position;
        long id = 0;
        while (position < end && position - first < MAX_ID_DIGITS && isDigit(text.charAt(position))) {
            id = id * 10 + (text.charAt(position++) - '0');
        }
        boolean leadingZero = position - first > 1 && text.charAt(first) == '0';
        return position == first || leadingZero ? -1 : id;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads up to the closing quote, which stays. */
    private Optional<String> string() {
        int first = position;
        while (position < end && text.charAt(position) != '"' && text.charAt(position) != '\\') {
            if (text.charAt(position++) < ' ') {
                return Optional.empty();
            }
        }
        if (position < end && text.charAt(position) == '"') {
            return Optional.of(text.substring(first, position));
        }
        return escapedString(new StringBuilder(end - first).append(text, first, position));
    }

    private Optional<String> escapedString(StringBuilder value) {
        while (position < end) {
            char c = text.charAt(position);
            if (c == '"') {
                return Optional.of(value.toString());
            }
            if (c < ' ') {
                return Optional.empty();
            }
            if (c != '\\') {
                value.append(c);
                position++;
            } else if (skip("\\n")) {
                value.append('\n');
            } else if (skip("\\\"")) {
                value.append('"');
            } else if (skip("\\\\")) {
                value.append('\\');
            } else {
                // what is rarer is not worth the code
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
