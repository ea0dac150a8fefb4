package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.spi.EngineException;

/** The accepted rows as one novelty check remembers them. For one thread. */
interface SeenRows {

    /**
     * An accepted row that another is too like.
     *
     * @param sentence the end of a sentence that begins with what was compared
     */
    record Near(long row, String sentence) {}

    /** Finds the accepted row that values are most like, if they are too like it; the earlier of equals. */
    Optional<Near> nearest(List<JsonElement> values) throws EngineException, InterruptedException;

    /** Remembers values. */
    void add(List<JsonElement> values, long row) throws EngineException, InterruptedException;
}
