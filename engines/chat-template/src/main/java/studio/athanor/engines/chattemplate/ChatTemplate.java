package studio.athanor.engines.chattemplate;

import com.google.gson.JsonElement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import studio.athanor.engines.chattemplate.RenderedChat.Adaptation;
import studio.athanor.engines.chattemplate.answer.AnswerFormat;
import studio.athanor.engines.chattemplate.answer.AnswerParser;
import studio.athanor.engines.chattemplate.jinja.JinjaTemplate;
import studio.athanor.engines.chattemplate.jinja.Limits;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.chattemplate.jinja.Value;
import studio.athanor.engines.chattemplate.json.StrictJson;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Message.Role;
import studio.athanor.engines.spi.text.Prompt;

/**
 * A model's chat template.
 *
 * <p>It is immutable and safe for several threads. Rendering runs on the calling thread within {@link
 * Limits#defaults()} and ends when that thread is interrupted.
 */
public final class ChatTemplate {

    private static final String REMEDY = "Choose another chat template for this model, for example ChatML.";
    private static final String CONTINUATION = "athanor-continues-here ";

    /** The widespread ChatML, for models without a template of their own. */
    private static final String CHAT_ML = """
            {%- for message in messages -%}
            <|im_start|>{{ message.role }}
            {{ message.content }}<|im_end|>
            {% endfor -%}
            {%- if add_generation_prompt -%}
            <|im_start|>assistant
            {% endif -%}
            """;

    private final String source;
    private final JinjaTemplate template;
    private final Set<Adaptation> adaptations;
    private final AnswerFormat answerFormat;

    private ChatTemplate(String source, JinjaTemplate template) {
        this.source = source;
        this.template = template;
        this.adaptations = new TemplateProbe(template).adaptations();
        this.answerFormat = AnswerFormat.ofTemplate(source);
    }

    /**
     * Parses a template and finds out, with small conversations, what it asks for.
     *
     * @throws TemplateException.Malformed if the source is not a template
     */
    public static ChatTemplate parse(String source) throws TemplateException {
        return new ChatTemplate(source, JinjaTemplate.parse(source));
    }

    /** Returns the template for models that have none: ChatML. */
    public static ChatTemplate chatMl() {
        try {
            return parse(CHAT_ML);
        } catch (TemplateException e) {
            throw new IllegalStateException("The built-in template is malformed", e);
        }
    }

    /** Returns the template's text. */
    public String source() {
        return source;
    }

    /** Returns what has to be done to conversations for this template. */
    public Set<Adaptation> adaptations() {
        return Set.copyOf(adaptations);
    }

    /** Returns how a model with this template writes reasoning and tool calls. */
    public AnswerFormat answerFormat() {
        return answerFormat;
    }

    /** Returns a parser for the answer to a prompt that this template rendered. */
    public AnswerParser answerParser(RenderedChat prompt) {
        return new AnswerParser(answerFormat, prompt.startsInReasoning());
    }

    /**
     * Renders a conversation up to where the model answers, or, if the conversation says so, up to the end of what the
     * assistant has already said. A template of the conversation's own is not looked at: parse it and ask it.
     *
     * @param conversation what was said
     * @param tokens of the model
     * @param now what the template's clock tells
     * @throws EngineException.InvalidRequest if the template refuses the conversation, fails, exceeds its limits, or the
     *     thread is interrupted, which it then still is
     */
    public RenderedChat render(Prompt.Conversation conversation, SpecialTokens tokens, Supplier<LocalDateTime> now)
            throws EngineException.InvalidRequest {
        try {
            return conversation.continueLast()
                    ? continued(conversation, tokens, now)
                    : rendered(text(conversation, conversation.messages(), true, tokens, now));
        } catch (TemplateException e) {
            String message = "The chat template cannot render this conversation: " + e.getMessage();
            throw new EngineException.InvalidRequest(message, REMEDY, e.description());
        }
    }

    private RenderedChat rendered(String text) {
        return new RenderedChat(text, answerFormat.endsInReasoning(text), adaptations);
    }

    private RenderedChat continued(Prompt.Conversation conversation, SpecialTokens tokens, Supplier<LocalDateTime> now)
            throws TemplateException, EngineException.InvalidRequest {
        List<Message> messages = new ArrayList<>(conversation.messages());
        if (messages.isEmpty() || messages.getLast().role() != Role.ASSISTANT) {
            throw new EngineException.InvalidRequest(
                    "Only an assistant's message can be continued, and the conversation does not end with one",
                    "Ask for an answer in place of a continuation.",
                    null);
        }
        Message last = messages.removeLast();
        Optional<String> reasoning = last.reasoning().filter(thought -> !thought.isEmpty());
        if (last.content().isEmpty() && reasoning.isPresent()) {
            return continuedReasoning(conversation, messages, reasoning.get(), tokens, now);
        }
        messages.add(new Message(
                last.role(),
                last.content() + CONTINUATION,
                last.reasoning(),
                last.toolCalls(),
                last.toolCallId(),
                last.toolName()));
        String text = text(conversation, messages, false, tokens, now);
        int at = text.lastIndexOf(CONTINUATION.strip());
        if (at < 0) {
            throw new EngineException.InvalidRequest(
                    "The chat template does not show the message that is to be continued", REMEDY, null);
        }
        String start = text.substring(0, at);
        boolean trimmed = !text.startsWith(CONTINUATION, at);
        return rendered(trimmed ? start.stripTrailing() : start);
    }

    /** Continues a thought: templates drop unfinished ones, so it goes behind what opens the answer. */
    private RenderedChat continuedReasoning(
            Prompt.Conversation conversation,
            List<Message> messages,
            String reasoning,
            SpecialTokens tokens,
            Supplier<LocalDateTime> now)
            throws TemplateException {
        RenderedChat opened = rendered(text(conversation, messages, true, tokens, now));
        String opening = opened.startsInReasoning() ? "" : answerFormat.reasoningOpening();
        return new RenderedChat(opened.text() + opening + reasoning, true, adaptations);
    }

    private String text(
            Prompt.Conversation conversation,
            List<Message> messages,
            boolean generationPrompt,
            SpecialTokens tokens,
            Supplier<LocalDateTime> now)
            throws TemplateException {
        Map<String, Value> variables = new LinkedHashMap<>();
        variables.put("messages", Value.ofJson(ConversationValues.messages(messages, adaptations)));
        variables.put("tools", Value.ofJson(ConversationValues.tools(conversation.tools(), adaptations)));
        variables.put("documents", Value.none());
        variables.put("add_generation_prompt", Value.of(generationPrompt));
        variables.put("bos_token", Value.of(tokens.bos()));
        variables.put("eos_token", Value.of(tokens.eos()));
        for (Map.Entry<String, String> variable : conversation.variables().entrySet()) {
            Optional<JsonElement> json = StrictJson.parse(variable.getValue());
            variables.put(variable.getKey(), json.map(Value::ofJson).orElseGet(() -> Value.of(variable.getValue())));
        }
        return template.render(variables, now, Limits.defaults());
    }
}
