package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.spi.EngineException;

/** Decides about rows by what was accepted before. Used by the loop's thread alone. */
final class Acceptance {

    private final CountedQuotas quotas;
    private final Optional<Novelty> novelty;

    Acceptance(CountedQuotas quotas, Optional<Novelty> novelty) {
        this.quotas = quotas;
        this.novelty = novelty;
    }

    /** Tells whether a row's fate can depend on the rows before it. */
    boolean remembers() {
        return novelty.isPresent() || !quotas.isEmpty();
    }

    /** Tests a row. What does not pass now will not pass later either. */
    Optional<Rejection> test(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException {
        Optional<Rejection> full = quotas.test(values);
        return full.isPresent() || novelty.isEmpty() ? full : novelty.get().test(values, row);
    }

    void accept(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException {
        if (novelty.isPresent()) {
            novelty.get().accept(values, row);
        }
        quotas.add(values, 1);
    }

    /** Takes note that a person took a row out; what it was compared with stays. */
    void removed(Map<String, JsonElement> values) {
        quotas.add(values, -1);
    }

    /** Takes note that a person took a row in. */
    void added(Map<String, JsonElement> values) {
        quotas.add(values, 1);
    }
}
