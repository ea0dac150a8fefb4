package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.OptionalAssert;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Rejection;

/** Asks one check of a column. */
final class CheckTesting implements AutoCloseable {

    private final RowChecks checks;

    CheckTesting(RowCheck check) throws DataException.RecipeInvalid {
        checks = RowChecks.of(TestRecipes.ofColumn(check));
    }

    Optional<Rejection> test(JsonElement value) {
        return checks.column(TestRecipes.column(TestRecipes.COLUMN), value, Map.of());
    }

    Optional<Rejection> test(String text) {
        return test(new JsonPrimitive(text));
    }

    OptionalAssert<Rejection> assertOf(String text) {
        return assertThat(test(text)).as(text.length() > 200 ? text.substring(0, 200) : text);
    }

    /** Returns why a text is refused. */
    String detail(String text) {
        return test(text).orElseThrow().detail();
    }

    @Override
    public void close() {
        checks.close();
    }
}
