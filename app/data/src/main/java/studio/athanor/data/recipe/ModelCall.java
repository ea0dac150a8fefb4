package studio.athanor.data.recipe;

import java.util.Optional;
import studio.athanor.engines.spi.text.Sampling;

/**
 * What a model is asked. Both texts are Jinja templates over the columns of the row.
 *
 * @param model the slot
 * @param sampling replaces the slot's
 * @param maxTokens the longest answer
 * @param reasoning whether what the model thinks before it answers is allowed; it is kept beside the answer
 */
public record ModelCall(
        String model,
        Optional<String> system,
        String prompt,
        Optional<Sampling> sampling,
        int maxTokens,
        boolean reasoning) {

    /** Returns the same call with another longest answer. */
    ModelCall withMaxTokens(int tokens) {
        return new ModelCall(model, system, prompt, sampling, tokens, reasoning);
    }
}
