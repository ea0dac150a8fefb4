package studio.athanor.data.run;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.Position;

/** Recipes of tests: columns by name, made in the order in which they are written. */
final class Recipes {

    static final String HASH = "5eed";

    private final List<Column> columns = new ArrayList<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final SequencedMap<String, SourceFile> sources = new LinkedHashMap<>();
    private int attempts = 4;

    static Recipes recipe() {
        return new Recipes();
    }

    /** A category, two texts of one model, with room for rejections. */
    static Recipes usual() {
        return recipe().category("kind", "red", "green", "blue")
                .text("question")
                .text("answer");
    }

    Recipes category(String name, String... values) {
        List<Weighted> weighted = Stream.of(values)
                .map(value -> new Weighted(new JsonPrimitive(value), 1))
                .toList();
        return column(name, new ColumnKind.Category(weighted), Optional.empty());
    }

    Recipes source(String name, Path csv) {
        sources.put(name, new SourceFile(name, csv.toString(), SourceFile.Format.CSV, Position.NONE));
        return this;
    }

    Recipes pick(String name, String source, String field) {
        ColumnKind kind = new ColumnKind.Pick(source, Optional.of(field), ColumnKind.Pick.Order.WITH_REPLACEMENT);
        return column(name, kind, Optional.empty());
    }

    Recipes text(String name) {
        return text(name, "writer");
    }

    Recipes text(String name, String slot) {
        return column(name, new ColumnKind.Text(call(slot)), Optional.empty());
    }

    Recipes choice(String name, String... options) {
        return column(name, new ColumnKind.Choice(call("writer"), List.of(options)), Optional.empty());
    }

    Recipes textWhen(String name, String when) {
        return column(name, new ColumnKind.Text(call("writer")), Optional.of(when));
    }

    Recipes score(String name) {
        SequencedMap<String, String> criteria = new LinkedHashMap<>();
        criteria.put("good", "how good it is");
        return column(
                name,
                new ColumnKind.Score(List.of("judge"), call("judge"), criteria, 1, 5, false, Optional.empty()),
                Optional.empty());
    }

    private static ModelCall call(String slot) {
        return new ModelCall(slot, Optional.empty(), "Write.", Optional.empty(), 100, false);
    }

    private Recipes column(String name, ColumnKind kind, Optional<String> when) {
        columns.add(new Column(name, kind, false, when, List.of(), Position.NONE));
        return this;
    }

    Recipes quota(String column, Object... counts) {
        SequencedMap<String, Long> all = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i += 2) {
            all.put((String) counts[i], ((Number) counts[i + 1]).longValue());
        }
        quotas.add(new Quota(column, all, Position.NONE));
        return this;
    }

    Recipes attempts(int most) {
        attempts = most;
        return this;
    }

    Recipe build() {
        return new Recipe(
                "test",
                "Test",
                "",
                "",
                1,
                10,
                attempts,
                new LinkedHashMap<>(),
                sources,
                Optional.empty(),
                columns,
                List.of(),
                quotas,
                OutputShape.RAW);
    }

    RunOrder order(long rows) {
        Recipe recipe = build();
        return new RunOrder(recipe, HASH, recipe.columns(), "name: test\n", Path.of("."), rows);
    }
}
