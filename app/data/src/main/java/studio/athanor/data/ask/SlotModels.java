package studio.athanor.data.ask;

import java.util.List;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.TextEngine;

/** The engines that a run gave the model slots of its recipe. Thread-safe. */
@FunctionalInterface
public interface SlotModels {

    /**
     * Returns the engines that hold a slot's model: one, or several replicas of the same file, loaded alike.
     *
     * @return at least one; the same objects as long as they are loaded
     * @throws EngineException if the slot's model is not loaded
     */
    List<TextEngine> engines(String slot) throws EngineException;
}
