package studio.athanor.data.run;

import java.util.Map;
import java.util.Optional;

/**
 * Which rows are looked at.
 *
 * @param state only these
 * @param search all words occur in some value, letters of both cases alike
 * @param equal columns that have exactly this value, as text
 * @param reason only rejected rows with this reason
 */
public record RowFilter(
        Optional<RowState> state, Optional<String> search, Map<String, String> equal, Optional<String> reason) {

    /** Every row that counts. */
    public static final RowFilter ACCEPTED =
            new RowFilter(Optional.of(RowState.ACCEPTED), Optional.empty(), Map.of(), Optional.empty());

    /** Copies the map. */
    public RowFilter {
        equal = Map.copyOf(equal);
    }
}
