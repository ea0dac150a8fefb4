package studio.athanor.data.ask;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.Unsupported;
import studio.athanor.engines.spi.text.TextEngine;

/**
 * Shares cells out among the replicas of a model: each cell gets the one with the least to do and stays with it, as its later
 * requests go on from its earlier ones. Thread-safe.
 */
final class Replicas {

    private final SlotModels models;
    private final IdentityHashMap<TextEngine, Integer> busy = new IdentityHashMap<>();

    Replicas(SlotModels models) {
        this.models = models;
    }

    /** Takes an engine of a slot, to be given back. */
    Lease lease(String slot) throws EngineException {
        List<TextEngine> engines = models.engines(slot);
        synchronized (busy) {
            TextEngine least = engines.stream()
                    .min(Comparator.comparingDouble(this::load))
                    .orElseThrow(() ->
                            new Unsupported("The slot " + slot + " has no model.", "Choose a model for it.", null));
            busy.merge(least, 1, Integer::sum);
            return new Lease(least);
        }
    }

    private double load(TextEngine engine) {
        int cells = busy.getOrDefault(engine, 0);
        return cells == 0 ? 0 : cells / (double) Math.max(1, engine.model().parallelSequences());
    }

    private void giveBack(TextEngine engine) {
        synchronized (busy) {
            int left = busy.getOrDefault(engine, 1) - 1;
            if (left <= 0) {
                busy.remove(engine);
            } else {
                busy.put(engine, left);
            }
        }
    }

    /** An engine that a cell uses. */
    final class Lease implements AutoCloseable {
        private final TextEngine engine;
        private boolean open = true;

        private Lease(TextEngine engine) {
            this.engine = engine;
        }

        TextEngine engine() {
            return engine;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                giveBack(engine);
            }
        }
    }
}
