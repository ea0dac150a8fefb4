package studio.athanor.data.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Rejection;

/**
 * All checks of a recipe that look at a row alone: every kind but novelty. Patterns, schemas and expressions are compiled
 * once; the language model is read when the first text asks for it. Immutable, for any thread; a check takes no longer than
 * its limits allow, whatever the text.
 */
public final class RowChecks implements AutoCloseable {

    private final Map<String, List<ValueCheck>> columns;
    private final List<ValueCheck> row;
    private final CheckTools tools;

    private RowChecks(Map<String, List<ValueCheck>> columns, List<ValueCheck> row, CheckTools tools) {
        this.columns = Map.copyOf(columns);
        this.row = List.copyOf(row);
        this.tools = tools;
    }

    /**
     * Makes a recipe's checks ready.
     *
     * @throws DataException.RecipeInvalid with every check that cannot be used
     */
    public static RowChecks of(Recipe recipe) throws DataException.RecipeInvalid {
        CheckTools tools = new CheckTools();
        List<Problem> problems = new ArrayList<>();
        Map<String, List<ValueCheck>> columns = new HashMap<>();
        for (int i = 0; i < recipe.columns().size(); i++) {
            Column column = recipe.columns().get(i);
            columns.put(column.name(), ready(column.checks(), "columns[" + i + "].checks", false, tools, problems));
        }
        List<ValueCheck> row = ready(recipe.checks(), "checks", true, tools, problems);
        if (!problems.isEmpty()) {
            tools.close();
            throw new DataException.RecipeInvalid(recipe.name(), problems);
        }
        return new RowChecks(columns, row, tools);
    }

    private static List<ValueCheck> ready(
            List<RowCheck> checks, String field, boolean ofRow, CheckTools tools, List<Problem> problems) {
        List<ValueCheck> ready = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            RowCheck check = checks.get(i);
            try {
                if (ofRow) {
                    CheckTools.checkOfRow(check);
                }
                tools.ready(check).ifPresent(ready::add);
            } catch (UnusableCheck e) {
                String sentence = String.valueOf(e.getMessage());
                problems.add(new Problem(Problem.Severity.ERROR, check.at(), field + "[" + i + "]", sentence));
            }
        }
        return List.copyOf(ready);
    }

    /**
     * Looks at a value that was just made. Null, as of a column that was left out, passes.
     *
     * @param soFar the row's columns so far; expressions see them, and the value as {@code value} and by its name
     * @return the first check that it does not pass
     */
    public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
        List<ValueCheck> checks = columns.getOrDefault(column.name(), List.of());
        if (checks.isEmpty() || value.isJsonNull()) {
            return Optional.empty();
        }
        Map<String, JsonElement> names = new HashMap<>(soFar);
        names.put(column.name(), value);
        return first(checks, column.name(), value, names);
    }

    /** Looks at a whole row. Schemas and expressions see it as one object. */
    public Optional<Rejection> row(Map<String, JsonElement> values) {
        if (row.isEmpty()) {
            return Optional.empty();
        }
        JsonObject object = new JsonObject();
        values.forEach(object::add);
        return first(row, "", object, values);
    }

    private static Optional<Rejection> first(
            List<ValueCheck> checks, String column, JsonElement value, Map<String, JsonElement> names) {
        for (ValueCheck check : checks) {
            Optional<Fault> fault = check.test(value, names);
            if (fault.isPresent()) {
                return fault.map(found -> new Rejection(column, found.reason(), found.detail(), OptionalLong.empty()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        tools.close();
    }
}
