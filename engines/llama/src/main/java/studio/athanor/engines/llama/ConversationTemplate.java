package studio.athanor.engines.llama;

import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Prompt;

/** Turns a conversation into the text a model reads. Thread-safe. */
interface ConversationTemplate {

    /**
     * Renders a conversation.
     *
     * @throws EngineException if the template fails on it
     */
    Rendered render(Prompt.Conversation conversation) throws EngineException;

    /**
     * A conversation as text.
     *
     * @param text what the model reads
     * @param answer reads what the model says to it
     */
    record Rendered(String text, AnswerText answer) {}
}
