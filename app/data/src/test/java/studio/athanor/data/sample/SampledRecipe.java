package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.DataException;
import studio.athanor.data.documents.Chunks;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.DocumentSource;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Row;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** A recipe of sampled columns, in the order given. */
final class SampledRecipe {

    static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private final SequencedMap<String, ColumnKind> columns = new LinkedHashMap<>();
    private final SequencedMap<String, SourceFile> sources = new LinkedHashMap<>();
    private Optional<DocumentSource> documents = Optional.empty();

    SampledRecipe column(String name, ColumnKind kind) {
        columns.put(name, kind);
        return this;
    }

    SampledRecipe source(String name, Path file, SourceFile.Format format) {
        sources.put(name, new SourceFile(name, file.toString(), format, Position.NONE));
        return this;
    }

    SampledRecipe documents(int perChunk) {
        documents = Optional.of(new DocumentSource(Optional.empty(), 512, 0, perChunk, Position.NONE));
        return this;
    }

    Recipe recipe() {
        List<Column> list = columns.entrySet().stream()
                .map(each -> new Column(
                        each.getKey(), each.getValue(), false, Optional.empty(), List.of(), new Position(7, 3)))
                .toList();
        return new Recipe(
                "test",
                "Test",
                "",
                "",
                0,
                10,
                1,
                new LinkedHashMap<>(),
                sources,
                documents,
                list,
                List.of(),
                List.of(),
                OutputShape.RAW);
    }

    SampledColumns open() throws DataException {
        return open(Optional.empty());
    }

    SampledColumns open(Optional<Chunks> chunks) throws DataException {
        return SampledColumns.open(recipe(), Path.of(""), chunks);
    }

    /** Returns the value of one column's cell. */
    static JsonElement value(ColumnKind kind, long row) {
        try (SampledColumns columns = new SampledRecipe().column("x", kind).open()) {
            return columns.value(column(kind), row, 0, HASH, Map.of());
        } catch (DataException | TemplateException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the values of the first cells of a column. */
    static List<JsonElement> values(ColumnKind kind, int count) {
        try (SampledColumns columns = new SampledRecipe().column("x", kind).open()) {
            Column column = column(kind);
            List<JsonElement> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(columns.value(column, i, 0, HASH, Map.of()));
            }
            return values;
        } catch (DataException | TemplateException e) {
            throw new AssertionError(e);
        }
    }

    static double[] numbers(ColumnKind kind, int count) {
        return values(kind, count).stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    static Column column(ColumnKind kind) {
        return new Column("x", kind, false, Optional.empty(), List.of(), Position.NONE);
    }

    /** Returns all values of a row. */
    Row row(SampledColumns opened, long row, int attempt) throws DataException, TemplateException {
        SequencedMap<String, JsonElement> values = new LinkedHashMap<>();
        for (Column column : recipe().columns()) {
            values.put(column.name(), opened.value(column, row, attempt, HASH, values));
        }
        return new Row(values);
    }
}
