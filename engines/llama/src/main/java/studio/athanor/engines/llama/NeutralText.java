package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Tool;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * Keeps what people wrote from becoming control tokens. A conversation may quote {@code <|im_end|>}; once it stands among the
 * template's own marks nothing tells the two apart. Therefore the first character of each such text within the conversation
 * is replaced, before rendering, by a private-use character of its own, which templates treat as any other; after rendering,
 * the text is split there, and the piece that was marked is tokenised as plain text.
 *
 * <p>A conversation without such texts, which is nearly every one, is left alone and tokenised in one go.
 */
final class NeutralText {

    /** Plane 16 is for private use; nobody agreed on characters there, and conversations that hold some keep theirs. */
    private static final int FIRST_MARK = 0x10F000;

    private static final int LAST_MARK = 0x10FFFD;

    private final Map<Integer, String> marked = new HashMap<>();
    private final Map<String, Integer> marks = new HashMap<>();
    private final ControlTexts controlTexts;
    private final Prompt.Conversation conversation;
    private int nextMark = FIRST_MARK;

    private NeutralText(Prompt.Conversation original, ControlTexts controlTexts) {
        this.controlTexts = controlTexts;
        if (texts(original).stream().noneMatch(controlTexts::anyIn)) {
            conversation = original;
            return;
        }
        String everything = String.join("", texts(original));
        conversation = map(original, text -> neutral(text, everything));
    }

    static NeutralText of(Prompt.Conversation conversation, ControlTexts controlTexts) {
        return new NeutralText(conversation, controlTexts);
    }

    /** Returns the conversation to render. */
    Prompt.Conversation conversation() {
        return conversation;
    }

    /** Splits a rendered text into tokens: the template's marks become control tokens, what people wrote does not. */
    int[] split(String rendered, Tokenizer tokenizer) {
        if (marked.isEmpty()) {
            return tokenizer.split(rendered, true);
        }
        IntSequence tokens = new IntSequence();
        int start = 0;
        int at = 0;
        while (at < rendered.length()) {
            int character = rendered.codePointAt(at);
            String original = marked.get(character);
            if (original == null) {
                at += Character.charCount(character);
                continue;
            }
            addAll(tokens, tokenizer.split(rendered.substring(start, at), true));
            int end = at + 2;
            String rest = original.substring(original.offsetByCodePoints(0, 1));
            int length = commonLength(rendered, end, rest);
            String first = original.substring(0, original.offsetByCodePoints(0, 1));
            addAll(tokens, tokenizer.split(first + rendered.substring(end, end + length), false));
            at = end + length;
            start = at;
        }
        addAll(tokens, tokenizer.split(rendered.substring(start), true));
        return tokens.toArray();
    }

    private static int commonLength(String text, int from, String other) {
        int length = 0;
        while (length < other.length()
                && from + length < text.length()
                && text.charAt(from + length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static void addAll(IntSequence tokens, int[] more) {
        for (int token : more) {
            tokens.add(token);
        }
    }

    private String neutral(String text, String everything) {
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            Optional<String> control = controlTexts.at(text, at);
            if (control.isEmpty()) {
                result.append(text.charAt(at++));
                continue;
            }
            int mark = marks.computeIfAbsent(control.get(), key -> freeMark(everything));
            marked.put(mark, control.get());
            result.appendCodePoint(mark)
                    .append(
                            control.get(),
                            control.get().offsetByCodePoints(0, 1),
                            control.get().length());
            at += control.get().length();
        }
        return result.toString();
    }

    private int freeMark(String everything) {
        while (nextMark < LAST_MARK && everything.indexOf(nextMark) >= 0) {
            nextMark++;
        }
        return nextMark++;
    }

    private static List<String> texts(Prompt.Conversation conversation) {
        List<String> texts = new ArrayList<>();
        map(conversation, text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    private static Prompt.Conversation map(Prompt.Conversation conversation, UnaryOperator<String> change) {
        List<Message> messages = conversation.messages().stream()
                .map(message -> map(message, change))
                .toList();
        List<Tool> tools = conversation.tools().stream()
                .map(tool -> new Tool(
                        change.apply(tool.name()),
                        change.apply(tool.description()),
                        change.apply(tool.parametersSchema())))
                .toList();
        Map<String, String> variables = new HashMap<>();
        conversation.variables().forEach((name, value) -> variables.put(name, change.apply(value)));
        return new Prompt.Conversation(
                messages, tools, conversation.template(), variables, conversation.continueLast());
    }

    private static Message map(Message message, UnaryOperator<String> change) {
        return new Message(
                message.role(),
                change.apply(message.content()),
                message.reasoning().map(change),
                message.toolCalls().stream()
                        .map(call -> new ToolCall(call.id(), change.apply(call.name()), change.apply(call.arguments())))
                        .toList(),
                message.toolCallId(),
                message.toolName().map(change));
    }
}
