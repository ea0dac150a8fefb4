package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.spi.EngineException;

/**
 * Tells whether a row is new against all that were accepted. Used by one thread; rows are accepted in order. What is not new
 * now must not be new later, when more rows were accepted: rows are looked at early, to make them again soon.
 */
public interface Novelty {

    /** Tests a row; changes nothing. */
    Optional<Rejection> test(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException;

    /** Adds a row to those that others are compared with. */
    void accept(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException;
}
