package studio.athanor.data.check;

import studio.athanor.engines.spi.EngineException;

/** Turns texts to vectors, for novelty by meaning. */
@FunctionalInterface
public interface Embedder {

    /**
     * Returns the embedding of a text. Blocks while the model works.
     *
     * @param slot the model slot
     * @throws EngineException if the model cannot embed it
     * @throws InterruptedException if the thread was interrupted
     */
    float[] embed(String slot, String text) throws EngineException, InterruptedException;
}
