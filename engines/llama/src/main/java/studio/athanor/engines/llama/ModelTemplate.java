package studio.athanor.engines.llama;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.engines.chattemplate.ChatTemplate;
import studio.athanor.engines.chattemplate.RenderedChat;
import studio.athanor.engines.chattemplate.SpecialTokens;
import studio.athanor.engines.chattemplate.answer.AnswerParser;
import studio.athanor.engines.chattemplate.answer.AnswerPiece;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextEvent;

/**
 * The chat template of a model: the one in its file, ChatML if there is none or it cannot be read, or one that a conversation
 * brings along. Thread-safe.
 */
final class ModelTemplate implements ConversationTemplate {

    private static final int KEPT = 8;

    private final ChatTemplate own;
    private final SpecialTokens tokens;
    private final Optional<String> warning;
    private final Map<String, ChatTemplate> brought = new LinkedHashMap<>(KEPT, 0.75f, true);

    private ModelTemplate(ChatTemplate own, SpecialTokens tokens, Optional<String> warning) {
        this.own = own;
        this.tokens = tokens;
        this.warning = warning;
    }

    /** Reads the template of a model's file, if it has one. */
    static ModelTemplate of(Optional<String> source, Tokenizer tokenizer) {
        SpecialTokens tokens = new SpecialTokens(tokenizer.bosText(), tokenizer.eosText());
        if (source.isEmpty()) {
            return new ModelTemplate(
                    ChatTemplate.chatMl(),
                    tokens,
                    Optional.of("The model has no chat template: it may be a base model. ChatML is used."));
        }
        try {
            return new ModelTemplate(ChatTemplate.parse(source.get()), tokens, Optional.empty());
        } catch (TemplateException e) {
            return new ModelTemplate(
                    ChatTemplate.chatMl(),
                    tokens,
                    Optional.of("The model's chat template cannot be read, ChatML is used: " + e.getMessage()));
        }
    }

    /** Returns what a person should know. */
    Optional<String> warning() {
        return warning;
    }

    @Override
    public Rendered render(Prompt.Conversation conversation) throws EngineException {
        ChatTemplate template = template(conversation);
        RenderedChat chat = template.render(conversation, tokens, LocalDateTime::now);
        return new Rendered(chat.text(), new ParsedAnswer(template.answerParser(chat)));
    }

    private ChatTemplate template(Prompt.Conversation conversation) throws InvalidRequest {
        if (conversation.template().isEmpty()) {
            return own;
        }
        String source = conversation.template().get();
        synchronized (brought) {
            ChatTemplate known = brought.get(source);
            if (known != null) {
                return known;
            }
        }
        try {
            ChatTemplate parsed = ChatTemplate.parse(source);
            synchronized (brought) {
                brought.put(source, parsed);
                if (brought.size() > KEPT) {
                    brought.remove(brought.keySet().iterator().next());
                }
            }
            return parsed;
        } catch (TemplateException e) {
            throw new InvalidRequest(
                    "The chat template cannot be read: " + e.getMessage(),
                    "Correct the template, or use the model's own.",
                    e.description());
        }
    }

    /** An answer, taken apart as its model writes reasoning and calls. */
    private static final class ParsedAnswer implements AnswerText {
        private final AnswerParser parser;
        private int calls;

        ParsedAnswer(AnswerParser parser) {
            this.parser = parser;
        }

        @Override
        public List<TextEvent> append(String text) {
            return events(parser.accept(text));
        }

        @Override
        public List<TextEvent> finish() {
            return events(parser.finish());
        }

        @Override
        public boolean callsTools() {
            return calls > 0;
        }

        private List<TextEvent> events(List<AnswerPiece> pieces) {
            List<TextEvent> events = new ArrayList<>(pieces.size());
            for (AnswerPiece piece : pieces) {
                events.add(
                        switch (piece) {
                            case AnswerPiece.Text text -> new TextEvent.TextDelta(text.text());
                            case AnswerPiece.Reasoning reasoning -> new TextEvent.ReasoningDelta(reasoning.text());
                            case AnswerPiece.Call call -> new TextEvent.ToolCalled(calls++, call.call());
                        });
            }
            return events;
        }
    }
}
