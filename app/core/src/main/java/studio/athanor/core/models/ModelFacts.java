package studio.athanor.core.models;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the header of a model file says.
 *
 * @param name the model's name; empty if it has none
 * @param architecture for example {@code llama}
 * @param quantisation for example {@code Q4_K}
 * @param parameters number of weights
 * @param weightBytes size of the weights
 * @param layers number of blocks
 * @param contextTokens longest context it was trained for
 * @param chatTemplate whether it has one
 * @param embeddingModel whether it is made to embed texts rather than to chat
 * @param companion whether it does not chat or embed by itself: an image encoder, an adapter, a vocabulary
 */
public record ModelFacts(
        String name,
        String architecture,
        String quantisation,
        OptionalLong parameters,
        long weightBytes,
        OptionalInt layers,
        OptionalInt contextTokens,
        boolean chatTemplate,
        boolean embeddingModel,
        boolean companion) {}
