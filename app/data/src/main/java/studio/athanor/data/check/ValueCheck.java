package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;

/** A validator that was made ready. For any thread. */
@FunctionalInterface
interface ValueCheck {

    /**
     * Looks at a value.
     *
     * @param row the columns so far, by name
     */
    Optional<Fault> test(JsonElement value, Map<String, JsonElement> row);
}
