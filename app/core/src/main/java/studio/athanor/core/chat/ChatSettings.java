package studio.athanor.core.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.core.models.ModelRef;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;

/**
 * How a conversation is answered. Kept with the conversation.
 *
 * @param systemPrompt empty for none
 * @param sampling how tokens are chosen
 * @param maxTokens most tokens of an answer; {@link TextRequest#UNTIL_CONTEXT_FULL} for no limit but the context
 * @param stopStrings the answer ends before the first of these
 * @param jsonSchema the JSON Schema that an answer must satisfy, as JSON text
 * @param overflow what happens when the context is full
 * @param templateVariables further variables of the chat template, each a JSON text, for example {@code enable_thinking
 *     -> false}
 * @param model who answers; absent: the studio's current model
 */
public record ChatSettings(
        String systemPrompt,
        Sampling sampling,
        int maxTokens,
        List<String> stopStrings,
        Optional<String> jsonSchema,
        TextRequest.Overflow overflow,
        Map<String, String> templateVariables,
        Optional<ModelRef> model) {

    public ChatSettings {
        stopStrings = List.copyOf(stopStrings);
        templateVariables = Map.copyOf(templateVariables);
    }

    /** Returns llama.cpp's sampling, no system prompt, no limits. */
    public static ChatSettings defaults() {
        return new ChatSettings(
                "",
                Sampling.defaults(),
                TextRequest.UNTIL_CONTEXT_FULL,
                List.of(),
                Optional.empty(),
                TextRequest.Overflow.STOP,
                Map.of(),
                Optional.empty());
    }

    /** Returns these settings with another system prompt. */
    public ChatSettings withSystemPrompt(String other) {
        return new ChatSettings(
                other, sampling, maxTokens, stopStrings, jsonSchema, overflow, templateVariables, model);
    }

    /** Returns these settings with other sampling. */
    public ChatSettings withSampling(Sampling other) {
        return new ChatSettings(
                systemPrompt, other, maxTokens, stopStrings, jsonSchema, overflow, templateVariables, model);
    }

    /** Returns these settings with another limit of tokens. */
    public ChatSettings withMaxTokens(int other) {
        return new ChatSettings(
                systemPrompt, sampling, other, stopStrings, jsonSchema, overflow, templateVariables, model);
    }

    /** Returns these settings with other stop strings. */
    public ChatSettings withStopStrings(List<String> other) {
        return new ChatSettings(
                systemPrompt, sampling, maxTokens, other, jsonSchema, overflow, templateVariables, model);
    }

    /** Returns these settings with another schema, or none. */
    public ChatSettings withJsonSchema(Optional<String> other) {
        return new ChatSettings(
                systemPrompt, sampling, maxTokens, stopStrings, other, overflow, templateVariables, model);
    }

    /** Returns these settings with another behaviour when the context is full. */
    public ChatSettings withOverflow(TextRequest.Overflow other) {
        return new ChatSettings(
                systemPrompt, sampling, maxTokens, stopStrings, jsonSchema, other, templateVariables, model);
    }

    /** Returns these settings with other variables of the template. */
    public ChatSettings withTemplateVariables(Map<String, String> other) {
        return new ChatSettings(systemPrompt, sampling, maxTokens, stopStrings, jsonSchema, overflow, other, model);
    }

    /** Returns these settings with another model, or the studio's current one. */
    public ChatSettings withModel(Optional<ModelRef> other) {
        return new ChatSettings(
                systemPrompt, sampling, maxTokens, stopStrings, jsonSchema, overflow, templateVariables, other);
    }

    /**
     * Returns the request that these settings make of a conversation. The system prompt goes first; it is not part of
     * the messages given.
     *
     * @param messages the branch, first to last
     * @param continueLast whether the last message, the assistant's, is to be continued rather than answered
     */
    public TextRequest request(List<Message> messages, boolean continueLast) {
        List<Message> all = new ArrayList<>();
        if (!systemPrompt.isBlank()) {
            all.add(Message.of(Message.Role.SYSTEM, systemPrompt));
        }
        all.addAll(messages);
        OutputConstraint constraint = jsonSchema
                .<OutputConstraint>map(OutputConstraint.JsonSchema::new)
                .orElseGet(OutputConstraint.None::new);
        return new TextRequest(
                new Prompt.Conversation(all, List.of(), Optional.empty(), templateVariables, continueLast),
                sampling,
                maxTokens,
                stopStrings,
                constraint,
                overflow,
                false);
    }
}
