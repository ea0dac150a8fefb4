package studio.athanor.data.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Stream;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Row;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;
import studio.athanor.engines.spi.text.Sampling;

/** Recipes and rows for tests, without files. */
public final class Recipes {

    private Recipes() {}

    /** Returns a recipe of columns. */
    public static Recipe of(Column... columns) {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>();
        models.put(
                "writer",
                new ModelSlot(
                        "writer", "any", OptionalInt.empty(), Sampling.defaults(), OptionalInt.empty(), Position.NONE));
        SequencedMap<String, SourceFile> sources = new LinkedHashMap<>();
        sources.put("lines", new SourceFile("lines", "lines.jsonl", SourceFile.Format.JSONL, Position.NONE));
        sources.put("table", new SourceFile("table", "table.csv", SourceFile.Format.CSV, Position.NONE));
        return new Recipe(
                "tickets",
                "Support: \"tickets\" & more",
                "Tickets of a small shop.",
                "CC-BY-4.0",
                7,
                100,
                3,
                models,
                sources,
                Optional.empty(),
                List.of(columns),
                List.of(),
                List.of(),
                OutputShape.RAW);
    }

    /** Returns a recipe with a quota more. */
    public static Recipe withQuota(Recipe recipe, String column, Map<String, Long> counts) {
        return new Recipe(
                recipe.name(),
                recipe.title(),
                recipe.description(),
                recipe.licence(),
                recipe.seed(),
                recipe.rows(),
                recipe.attempts(),
                recipe.models(),
                recipe.sources(),
                recipe.documents(),
                recipe.columns(),
                recipe.checks(),
                Stream.concat(
                                recipe.quotas().stream(),
                                Stream.of(new Quota(column, new LinkedHashMap<>(counts), Position.NONE)))
                        .toList(),
                recipe.output());
    }

    /** Returns a column of a kind. */
    public static Column column(String name, ColumnKind kind, RowCheck... checks) {
        return new Column(name, kind, false, Optional.empty(), List.of(checks), Position.NONE);
    }

    /** Returns a column that is not exported. */
    public static Column dropped(String name, ColumnKind kind) {
        return new Column(name, kind, true, Optional.empty(), List.of(), Position.NONE);
    }

    /** Returns a category of texts, equally likely. */
    public static ColumnKind.Category category(String... values) {
        return new ColumnKind.Category(Arrays.stream(values)
                .map(value -> new Weighted(new JsonPrimitive(value), 1))
                .toList());
    }

    /** Returns free text of the only model. */
    public static ColumnKind.Text text() {
        return new ColumnKind.Text(call());
    }

    /** Returns a question to the only model. */
    public static ModelCall call() {
        return new ModelCall("writer", Optional.empty(), "Write.", Optional.empty(), 64, false);
    }

    /** Returns an accepted row from names and values in turn; values are JSON. */
    public static RunRow row(long number, String... namesAndJson) {
        SequencedMap<String, JsonElement> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndJson.length; i += 2) {
            values.put(namesAndJson[i], JsonParser.parseString(namesAndJson[i + 1]));
        }
        return new RunRow(number, 0, RowState.ACCEPTED, new Row(values), Optional.empty(), false);
    }

    /** Returns accepted rows of one column, numbered from 0; values are JSON. */
    public static List<RunRow> rows(String column, String... json) {
        List<RunRow> rows = new ArrayList<>();
        for (String each : json) {
            rows.add(row(rows.size(), column, each));
        }
        return rows;
    }

    /** Returns a shape whose fields come from columns or templates. */
    public static OutputShape shape(OutputShape.Kind kind, Map<String, String> columns) {
        return new OutputShape(kind, new LinkedHashMap<>(columns));
    }
}
