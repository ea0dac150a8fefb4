package studio.athanor.engines.spi.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model reads. */
public sealed interface Prompt {

    /**
     * A conversation, rendered by the model's chat template.
     *
     * @param messages in order
     * @param tools that the model may call
     * @param template a template to use in place of the model's own
     * @param variables further variables of the template by name, each a JSON text, for example {@code enable_thinking
     *     -> false}
     * @param continueLast whether the last message, the assistant's, is to be continued rather than answered
     */
    record Conversation(
            List<Message> messages,
            List<Tool> tools,
            Optional<String> template,
            Map<String, String> variables,
            boolean continueLast)
            implements Prompt {

        public Conversation {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
            variables = Map.copyOf(variables);
        }

        /** Returns a conversation without tools that uses the model's own template. */
        public static Conversation of(List<Message> messages) {
            return new Conversation(messages, List.of(), Optional.empty(), Map.of(), false);
        }
    }

    /**
     * Text as it is, without a template.
     *
     * @param text what the model reads
     * @param parseSpecial whether texts of special tokens, such as {@code <|im_end|>}, become those tokens
     */
    record Raw(String text, boolean parseSpecial) implements Prompt {}

    /**
     * Tokens as they are.
     *
     * @param tokens ids in the model's vocabulary
     */
    record Tokens(List<Integer> tokens) implements Prompt {
        public Tokens {
            tokens = List.copyOf(tokens);
        }
    }
}
