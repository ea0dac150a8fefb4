package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnKind.Pick.Order;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.sample.chance.Chance;
import studio.athanor.data.sample.chance.Permutation;
import studio.athanor.data.sample.source.SourceRecords;

/**
 * A record of a source, or a field of it. All columns that pick from a source get the same record in a row, as the
 * record's number depends on the source's name in place of the column's:
 *
 * <ul>
 *   <li>with replacement: below(count) of the seed (recipe hash, source, row, -1 - attempt);
 *   <li>without: place {@code row} of the {@link Permutation} of the seed (recipe hash, source, -1, -1), whatever the
 *       attempt;
 *   <li>in order: the row's own number, whatever the attempt.
 * </ul>
 *
 * The columns of a row are to be drawn in the same attempt. Rows and attempts below 0 keep these seeds apart from those of columns.
 */
final class PickSampler implements CellSampler {

    private final String source;
    private final Optional<String> field;
    private final Order order;
    private final SourceRecords records;

    PickSampler(ColumnKind.Pick kind, SourceRecords records) throws UnfitException {
        source = kind.source();
        field = kind.field();
        order = kind.order();
        this.records = records;
        if (records.count() == 0) {
            throw new UnfitException("source", "The source " + source + " holds no record. Add some.");
        }
        if (field.isPresent() && !records.mayHave(field.get())) {
            throw new UnfitException(
                    "field",
                    "The source " + source + " has no column " + field.get() + ". It has "
                            + String.join(", ", records.fields()) + ".");
        }
    }

    @Override
    public JsonElement sample(Draw draw) throws DataException {
        if (order != Order.WITH_REPLACEMENT && draw.row() >= records.count()) {
            throw new DataException.RunStopped(
                    "The source " + source + " is used up: it has " + records.count()
                            + " records, and each row takes one that no other row has.",
                    "Ask for fewer rows, add records, or pick with replacement.",
                    null);
        }
        JsonObject record = records.get(number(draw));
        if (field.isEmpty()) {
            return record;
        }
        return record.has(field.get()) ? record.get(field.get()) : JsonNull.INSTANCE;
    }

    @Override
    public long slots() {
        return order == Order.WITH_REPLACEMENT ? Long.MAX_VALUE : records.count();
    }

    private long number(Draw draw) {
        return switch (order) {
            case WITH_REPLACEMENT ->
                Chance.of(draw.recipeHash(), source, draw.row(), -1 - draw.attempt())
                        .below(records.count());
            case WITHOUT_REPLACEMENT ->
                new Permutation(CellSeed.of(draw.recipeHash(), source, -1, -1), records.count()).at(draw.row());
            case IN_ORDER -> draw.row();
        };
    }
}
