package studio.athanor.data.recipe;

import java.util.List;
import java.util.Optional;
import studio.athanor.data.row.Position;

/**
 * A column of the dataset.
 *
 * @param dropped whether it only serves other columns and is not exported
 * @param when a Jinja expression; where it is false the column is null, without work
 * @param checks validators of its value
 */
public record Column(
        String name, ColumnKind kind, boolean dropped, Optional<String> when, List<RowCheck> checks, Position at) {

    /** Copies the checks. */
    public Column {
        checks = List.copyOf(checks);
    }
}
