package studio.athanor.engines.llama;

import java.util.List;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;

/** Turns prompts into tokens. Thread-safe. */
final class PromptReader {

    private final Tokenizer tokenizer;
    private final ConversationTemplate template;

    PromptReader(Tokenizer tokenizer, ConversationTemplate template) {
        this.tokenizer = tokenizer;
        this.template = template;
    }

    /**
     * Reads a prompt.
     *
     * @throws EngineException if the template fails on it, or a token is none of the model's
     */
    Reading read(Prompt prompt) throws EngineException {
        Reading reading = switch (prompt) {
            case Prompt.Conversation conversation -> readConversation(conversation);
            case Prompt.Raw raw ->
                new Reading(
                        tokenizer.withBos(tokenizer.split(raw.text(), raw.parseSpecial())),
                        1,
                        AnswerText.plain(),
                        false);
            case Prompt.Tokens tokens -> new Reading(checked(tokens.tokens()), 1, AnswerText.plain(), false);
        };
        if (reading.tokens().length == 0) {
            throw new InvalidRequest("The prompt is empty.", "Write something.", null);
        }
        return reading;
    }

    private Reading readConversation(Prompt.Conversation conversation) throws EngineException {
        if (conversation.messages().isEmpty()) {
            throw new InvalidRequest("The conversation has no messages.", "Add a message of the user.", null);
        }
        NeutralText neutral = NeutralText.of(conversation, tokenizer.controlTexts());
        ConversationTemplate.Rendered rendered = template.render(neutral.conversation());
        int[] tokens = tokenizer.withBos(neutral.split(rendered.text(), tokenizer));
        return new Reading(tokens, keptTokens(neutral, tokens), rendered.answer(), true);
    }

    /** What a shifted context keeps: the system prompt, as far as the rendering of it alone begins the same. */
    private int keptTokens(NeutralText neutral, int[] tokens) {
        List<Message> system = neutral.conversation().messages().stream()
                .takeWhile(message -> message.role() == Message.Role.SYSTEM)
                .toList();
        if (system.isEmpty()) {
            return 1;
        }
        Prompt.Conversation whole = neutral.conversation();
        Prompt.Conversation beginning =
                new Prompt.Conversation(system, whole.tools(), whole.template(), whole.variables(), false);
        try {
            int[] alone =
                    tokenizer.withBos(neutral.split(template.render(beginning).text(), tokenizer));
            IntSequence sequence = new IntSequence();
            sequence.set(alone);
            return Math.max(1, sequence.commonPrefix(tokens, tokens.length));
        } catch (EngineException e) {
            return 1;
        }
    }

    private int[] checked(List<Integer> tokens) throws InvalidRequest {
        int[] all = new int[tokens.size()];
        for (int i = 0; i < all.length; i++) {
            Invalid.requireRange("token " + i + " of the prompt", tokens.get(i), 0, tokenizer.size() - 1.0);
            all[i] = tokens.get(i);
        }
        return all;
    }

    /**
     * A prompt as tokens.
     *
     * @param tokens at least one
     * @param keptTokens how many at the start are kept when the context is shifted
     * @param answer reads the answer's text
     * @param showControl whether the reader wants to see control tokens
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Reading(int[] tokens, int keptTokens, AnswerText answer, boolean showControl) {}
}
