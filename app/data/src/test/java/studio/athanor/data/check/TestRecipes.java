package studio.athanor.data.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.ValueType;

/** Recipes with nothing but checks. */
final class TestRecipes {

    static final String COLUMN = "answer";

    private TestRecipes() {}

    static Column column(String name, RowCheck... checks) {
        return new Column(
                name,
                new ColumnKind.Expression("", ValueType.TEXT),
                false,
                Optional.empty(),
                List.of(checks),
                Position.NONE);
    }

    static Recipe ofColumn(RowCheck... checks) {
        return of(List.of(column(COLUMN, checks)), List.of());
    }

    static Recipe of(List<Column> columns, List<RowCheck> checks) {
        return new Recipe(
                "test",
                "",
                "",
                "",
                1,
                10,
                3,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                Optional.empty(),
                columns,
                checks,
                List.of(),
                OutputShape.RAW);
    }
}
