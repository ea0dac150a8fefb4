package studio.athanor.data.ask;

import java.util.List;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.ToolCall;
import studio.athanor.engines.spi.text.Usage;

/**
 * What a model answered to one request.
 *
 * @param text the answer, without its reasoning
 * @param reasoning what the model thought before it answered
 * @param calls calls that the model wrote in its own form, though no tool was offered
 * @param reason why it ended
 * @param contextTokens how many tokens prompt and answer may have together
 */
record Reply(String text, String reasoning, List<ToolCall> calls, StopReason reason, Usage usage, int contextTokens) {

    /** Returns whether the model did not end it by itself. */
    boolean isCut() {
        return reason == StopReason.MAX_TOKENS || reason == StopReason.CONTEXT_FULL;
    }

    /** Says how far a cut answer came. */
    String cutSentence() {
        return reason == StopReason.CONTEXT_FULL
                ? "The answer was cut after " + usage.generatedTokens() + " tokens: with the prompt's "
                        + usage.promptTokens() + " it fills the context of " + contextTokens + "."
                : "The answer was cut after " + usage.generatedTokens() + " tokens, the most it may have.";
    }

    /** Returns what the model said, word for word, with its reasoning between marks. */
    String wordForWord() {
        StringBuilder all = new StringBuilder();
        if (!reasoning.isEmpty()) {
            all.append("<think>").append(reasoning).append("</think>");
        }
        all.append(text);
        for (ToolCall call : calls) {
            all.append("<tool_call>")
                    .append(call.name())
                    .append(call.arguments())
                    .append("</tool_call>");
        }
        return all.toString();
    }
}
