package studio.athanor.data.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongFunction;
import studio.athanor.data.DataException;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.UnfitValueException;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.run.RowWalk;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.job.JobBody;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Progress;

/**
 * Writes the rows of a run to a file or folder, as the body of a job. Rows stream, so memory does not grow with their number. The
 * target appears whole at the end; where the export fails or is cancelled nothing is left.
 *
 * <p>Fails with {@link DataException.FileFailed}: the target is there and may not be replaced, it cannot be written, the disk is
 * full, the shape needs a column that is not there, a value is not of its column's type.
 */
public final class Export implements JobBody<ExportResult> {

    /** The size of files that Hugging Face's library writes, and its viewer is at ease with. */
    private static final long SHARD_BYTES = 500_000_000;

    private static final String RECIPE_FILE = "recipe.yaml";

    private final RunStore store;
    private final ExportOptions options;
    private final long shardBytes;

    Export(RunStore store, ExportOptions options, long shardBytes) {
        this.store = store;
        this.options = options;
        this.shardBytes = shardBytes;
    }

    /** Returns the work of an export. The store stays open, and is the caller's to close. */
    public static Export of(RunStore store, ExportOptions options) {
        return new Export(store, options, SHARD_BYTES);
    }

    @Override
    public ExportResult run(JobContext context) throws DataException, InterruptedException {
        List<Split> splits = SplitDealer.checked(options.splits());
        boolean folder = options.format() == ExportFormat.HUGGING_FACE || splits.size() > 1;
        try (Staging staging = Staging.beside(options.target(), folder, options.replace())) {
            return export(context, splits, staging, folder);
        } catch (IOException e) {
            throw ExportFailures.of(e, options.target());
        }
    }

    private ExportResult export(JobContext context, List<Split> splits, Staging staging, boolean folder)
            throws DataException, IOException, InterruptedException {
        long total = store.count(options.filter());
        Survey survey = new Survey(store, options.filter(), total, context);
        ColumnFields types = ColumnFields.of(store.recipe(), survey.types());
        RowShape shape = Shapes.of(store.recipe(), options.shape(), types);
        boolean rowsMayLack = options.shape().kind() != OutputShape.Kind.RAW;
        long dealt = splits.size() > 1 && rowsMayLack ? survey.fitting(shape) : total;
        if (options.includeProvenance()) {
            shape = shape.with(Provenance.part(store, shape.fields()));
        }
        List<Field> fields = fields(shape);
        SequencedMap<String, Long> leftOut = new LinkedHashMap<>();
        List<SplitFiles.Written> written;
        try (SplitFiles files = SplitFiles.open(staging, options, splits, fields, metadata(), shardBytes)) {
            SplitDealer dealer = new SplitDealer(splits, dealt, store.recipeHash());
            write(context, total, new RowTarget(shape, dealer, files, leftOut));
            written = files.finish();
        }
        if (options.format() == ExportFormat.HUGGING_FACE) {
            addCard(staging, fields, written, leftOut);
        }
        context.checkCancelled();
        return commit(staging, folder, written, leftOut);
    }

    private void write(JobContext context, long total, RowTarget target)
            throws DataException, IOException, InterruptedException {
        LongFunction<Progress> progress = done -> new Progress.Steps(done, total, "rows");
        RowWalk.over(store, options.filter(), total, context, progress, target::take);
    }

    private List<Field> fields(RowShape shape) {
        if (options.format() != ExportFormat.HUGGING_FACE) {
            return shape.fields();
        }
        return shape.fields().stream()
                .map(field -> new Field(field.name(), ColumnFields.portable(field.type())))
                .toList();
    }

    private Map<String, String> metadata() {
        return Map.of(
                "athanor.recipe", store.recipe().name(),
                "athanor.recipe.sha256", store.recipeHash());
    }

    private void addCard(
            Staging staging, List<Field> fields, List<SplitFiles.Written> written, SequencedMap<String, Long> leftOut)
            throws DataException, IOException {
        DatasetCard card = new DatasetCard(new Exported(store, options, fields, written, leftOut));
        Files.writeString(staging.file("README.md"), card.text());
        Path recipe = store.folder().resolve(RECIPE_FILE);
        if (Files.isRegularFile(recipe)) {
            Files.copy(recipe, staging.file(RECIPE_FILE));
        }
    }

    private static ExportResult commit(
            Staging staging, boolean folder, List<SplitFiles.Written> written, SequencedMap<String, Long> leftOut)
            throws IOException {
        List<Path> made = made(staging.room());
        long bytes = 0;
        for (Path file : made) {
            bytes += Files.size(file);
        }
        staging.commit(made.getFirst());
        SequencedMap<String, Long> rows = new LinkedHashMap<>();
        written.forEach(split -> rows.put(split.name(), split.rows()));
        List<Path> files = folder
                ? made.stream()
                        .map(file -> staging.target().resolve(staging.room().relativize(file)))
                        .toList()
                : List.of(staging.target());
        return new ExportResult(staging.target(), files, bytes, rows, leftOut);
    }

    private static List<Path> made(Path room) throws IOException {
        try (var all = Files.walk(room)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Where rows of the walk go. */
    private record RowTarget(RowShape shape, SplitDealer dealer, SplitFiles files, SequencedMap<String, Long> leftOut) {

        void take(RunRow row) throws IOException {
            try {
                switch (shape.shape(row)) {
                    case RowShape.Shaped.Whole whole -> files.write(dealer.splitOf(row.number()), whole.values());
                    case RowShape.Shaped.Lacking lacking -> leftOut.merge(lacking.field(), 1L, Long::sum);
                }
            } catch (UnfitValueException | FieldSource.TemplateFailedException e) {
                throw new ExportFailures.RowFailedException(row.number(), e);
            }
        }
    }
}
