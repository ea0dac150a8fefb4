package studio.athanor.engines.spi.text;

import java.util.List;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineException;

/** A loaded model that reads and writes text. */
public interface TextEngine extends Engine {

    /**
     * Starts a request and returns at once. Requests run together in one batch as far as the model's sequences reach;
     * further ones wait in order.
     *
     * @param request what to generate
     * @param listener receives events in order, one at a time, from a thread of the engine; must return quickly. The
     *     last one is a {@link TextEvent.Terminal}; there is exactly one of those.
     * @return the handle to cancel with
     */
    RunningText generate(TextRequest request, TextListener listener);

    /**
     * Embeds texts. Blocks; interrupting cancels.
     *
     * @return one vector per text, of the model's embedding size, normalised to length 1
     * @throws EngineException if the model was not loaded to embed, or a text does not fit the context
     */
    List<float[]> embed(List<String> texts) throws EngineException, InterruptedException;

    /**
     * Counts the tokens a prompt has after the model's template was applied, without computing anything.
     *
     * @throws EngineException if the template fails on the prompt
     */
    int countTokens(Prompt prompt) throws EngineException, InterruptedException;
}
