package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.row.Rejection;

/** Refuses values and rows by what they are: of a hundred texts and a hundred rows, so many. */
record FakeJudge(int ofHundredValues, int ofHundredRows) implements RowJudge {

    @Override
    public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
        return column.name().equals("answer") && Math.floorMod(value.hashCode(), 100) < ofHundredValues
                ? Optional.of(new Rejection("answer", "regex", "It has the wrong form.", OptionalLong.empty()))
                : Optional.empty();
    }

    @Override
    public Optional<Rejection> row(Map<String, JsonElement> values) {
        return Math.floorMod(values.toString().hashCode(), 100) < ofHundredRows
                ? Optional.of(new Rejection("", "expression", "The row is not right.", OptionalLong.empty()))
                : Optional.empty();
    }
}
