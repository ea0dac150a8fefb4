package studio.athanor.data.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import studio.athanor.engines.spi.text.Sampling;

/** Reads the whole of a recipe. */
final class RecipeReader {

    static final String VERSION = "athanor-recipe";

    /** The top fields in the order in which people read them. */
    static final List<String> ORDER = List.of(
            VERSION,
            "name",
            "title",
            "description",
            "licence",
            "seed",
            "rows",
            "attempts",
            "models",
            "sources",
            "documents",
            "columns",
            "checks",
            "quotas",
            "output");

    static final int ROWS = 100;
    static final int ATTEMPTS = 3;
    static final int CHUNK_TOKENS = 512;
    static final int OVERLAP_SHARE = 8;

    private static final Words<SourceFile.Format> FORMATS = Words.of(SourceFile.Format.class);
    private static final Words<OutputShape.Kind> SHAPES = Words.of(OutputShape.Kind.class);
    private static final Map<String, SourceFile.Format> ENDINGS = Map.of(
            "csv", SourceFile.Format.CSV,
            "jsonl", SourceFile.Format.JSONL,
            "ndjson", SourceFile.Format.JSONL,
            "parquet", SourceFile.Format.PARQUET,
            "txt", SourceFile.Format.TEXT);

    private final SchemaReader schemas;

    RecipeReader(SchemaReader schemas) {
        this.schemas = schemas;
    }

    Optional<Recipe> read(Field root) {
        return root.fields("a recipe").map(this::read);
    }

    private Recipe read(Fields fields) {
        version(fields);
        String name = fields.text("name");
        String title = fields.text("title", name);
        String description = fields.text("description", "");
        String licence = fields.text("licence", "");
        long seed = fields.whole("seed", 0);
        long rows = fields.whole("rows", ROWS);
        int attempts = fields.small("attempts", ATTEMPTS);
        SequencedMap<String, ModelSlot> slots = slots(fields);
        SequencedMap<String, SourceFile> sources = sources(fields);
        Optional<DocumentSource> documents = fields.take("documents").flatMap(RecipeReader::documents);
        List<Column> columns = columns(fields, slots);
        List<RowCheck> checks =
                fields.take("checks").map(new CheckReader(schemas)::read).orElse(List.of());
        List<Quota> quotas = quotas(fields);
        OutputShape output = fields.take("output").map(RecipeReader::output).orElse(OutputShape.RAW);
        fields.close();
        return new Recipe(
                name,
                title,
                description,
                licence,
                seed,
                rows,
                attempts,
                slots,
                sources,
                documents,
                columns,
                checks,
                quotas,
                output);
    }

    private static void version(Fields fields) {
        fields.require(VERSION)
                .ifPresent(field -> field.whole().ifPresent(version -> {
                    if (version != 1) {
                        fields.error(
                                VERSION,
                                "This recipe is of version " + version
                                        + "; this Athanor reads version 1. Get a newer Athanor, or write 1.");
                    }
                }));
    }

    private static SequencedMap<String, ModelSlot> slots(Fields fields) {
        SequencedMap<String, ModelSlot> slots = new LinkedHashMap<>();
        for (Field.Named named : fields.take("models").map(Field::named).orElse(List.of())) {
            slots.put(named.name(), slot(named));
        }
        return slots;
    }

    private static ModelSlot slot(Field.Named named) {
        Field field = named.value();
        Optional<Fields> read = field.isNull() || field.isText() ? Optional.empty() : field.fields("a model slot");
        if (read.isEmpty()) {
            String description = field.isText() ? field.text().orElse("") : "";
            return new ModelSlot(
                    named.name(),
                    description,
                    OptionalInt.empty(),
                    Sampling.defaults(),
                    OptionalInt.empty(),
                    named.at());
        }
        Fields fields = read.get();
        ModelSlot slot = new ModelSlot(
                named.name(),
                fields.text("description", ""),
                fields.maybeSmall("context"),
                fields.take("sampling")
                        .map(sampling -> SamplingFields.read(sampling, Sampling.defaults()))
                        .orElse(Sampling.defaults()),
                fields.maybeSmall("gpu-layers"),
                named.at());
        fields.close();
        return slot;
    }

    private static SequencedMap<String, SourceFile> sources(Fields fields) {
        SequencedMap<String, SourceFile> sources = new LinkedHashMap<>();
        for (Field.Named named : fields.take("sources").map(Field::named).orElse(List.of())) {
            source(named).ifPresent(source -> sources.put(named.name(), source));
        }
        return sources;
    }

    private static Optional<SourceFile> source(Field.Named named) {
        Field field = named.value();
        if (field.isText()) {
            return field.text().map(path -> new SourceFile(named.name(), path, format(field, path), named.at()));
        }
        return field.fields("a source file").map(fields -> {
            String path = fields.text("path");
            SourceFile.Format format = fields.take("format")
                    .map(given -> given.oneOf(FORMATS).orElse(SourceFile.Format.CSV))
                    .orElseGet(() -> path.isEmpty() ? SourceFile.Format.CSV : format(field, path));
            fields.close();
            return new SourceFile(named.name(), path, format, named.at());
        });
    }

    /** Returns the format that the end of a path tells. */
    private static SourceFile.Format format(Field field, String path) {
        SourceFile.Format format = formatOf(path).orElse(null);
        if (format == null) {
            field.problems()
                    .error(
                            field.at(),
                            field.path(),
                            "The name \"" + path + "\" does not tell its format. Add \"format\": one of "
                                    + String.join(", ", FORMATS.words()) + ".");
            return SourceFile.Format.CSV;
        }
        return format;
    }

    static Optional<SourceFile.Format> formatOf(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(ENDINGS.get(ending));
    }

    private static Optional<DocumentSource> documents(Field field) {
        if (field.isText()) {
            return field.text()
                    .map(path -> new DocumentSource(
                            Optional.of(path), CHUNK_TOKENS, CHUNK_TOKENS / OVERLAP_SHARE, 1, field.at()));
        }
        return field.fields("\"documents\"").map(fields -> {
            Optional<String> path = fields.maybeText("path");
            int tokens = fields.small("chunk-tokens", CHUNK_TOKENS);
            DocumentSource documents = new DocumentSource(
                    path,
                    tokens,
                    fields.small("overlap-tokens", tokens / OVERLAP_SHARE),
                    fields.small("per-chunk", 1),
                    field.at());
            fields.close();
            return documents;
        });
    }

    private List<Column> columns(Fields fields, SequencedMap<String, ModelSlot> slots) {
        ColumnReader reader = new ColumnReader(slots, schemas);
        List<Column> columns = new ArrayList<>();
        for (Field item : fields.require("columns").map(Field::items).orElse(List.of())) {
            reader.read(item).ifPresent(columns::add);
        }
        return columns;
    }

    private static List<Quota> quotas(Fields fields) {
        List<Quota> quotas = new ArrayList<>();
        for (Field item : fields.take("quotas").map(Field::items).orElse(List.of())) {
            item.fields("a quota").ifPresent(quota -> {
                SequencedMap<String, Long> counts = new LinkedHashMap<>();
                String column = quota.text("column");
                for (Field.Named each : quota.take("counts").map(Field::named).orElse(List.of())) {
                    counts.put(each.name(), each.value().whole().orElse(0));
                }
                quota.close();
                quotas.add(new Quota(column, counts, item.at()));
            });
        }
        return quotas;
    }

    private static OutputShape output(Field field) {
        if (field.isText()) {
            return new OutputShape(field.oneOf(SHAPES).orElse(OutputShape.Kind.RAW), new LinkedHashMap<>());
        }
        return field.fields("\"output\"")
                .map(fields -> {
                    OutputShape.Kind kind = fields.require("shape")
                            .flatMap(shape -> shape.oneOf(SHAPES))
                            .orElse(OutputShape.Kind.RAW);
                    SequencedMap<String, String> columns = new LinkedHashMap<>();
                    for (Field.Named each :
                            fields.take("columns").map(Field::named).orElse(List.of())) {
                        each.value().text().ifPresent(text -> columns.put(each.name(), text));
                    }
                    fields.close();
                    return new OutputShape(kind, columns);
                })
                .orElse(OutputShape.RAW);
    }
}
