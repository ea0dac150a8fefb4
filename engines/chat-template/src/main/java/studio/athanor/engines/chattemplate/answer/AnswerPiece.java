package studio.athanor.engines.chattemplate.answer;

import studio.athanor.engines.spi.text.ToolCall;

/** A part of an answer. */
public sealed interface AnswerPiece {

    /**
     * What the model says.
     *
     * @param text to append
     */
    record Text(String text) implements AnswerPiece {}

    /**
     * What the model thinks, without the marks around it.
     *
     * @param text to append
     */
    record Reasoning(String text) implements AnswerPiece {}

    /**
     * A complete tool call.
     *
     * @param call the call
     */
    record Call(ToolCall call) implements AnswerPiece {}
}
