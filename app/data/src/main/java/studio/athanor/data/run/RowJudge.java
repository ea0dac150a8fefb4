package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.row.Rejection;

/** Tells whether a row passes, as far as it can be told of the row alone. Stateless, from many threads at a time. */
public interface RowJudge {

    /** Lets everything pass. */
    RowJudge LENIENT = new RowJudge() {
        @Override
        public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
            return Optional.empty();
        }

        @Override
        public Optional<Rejection> row(Map<String, JsonElement> values) {
            return Optional.empty();
        }
    };

    /** Judges a value as soon as it is made. */
    Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar);

    /** Judges a whole row. */
    Optional<Rejection> row(Map<String, JsonElement> values);
}
