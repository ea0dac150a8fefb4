package studio.athanor.data.export;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import studio.athanor.data.export.parquet.Field;

/** The files of all splits while they are written. */
final class SplitFiles implements AutoCloseable {

    private final List<OpenSplit> splits = new ArrayList<>();

    private SplitFiles() {}

    /** What was written of a split. */
    record Written(String name, long rows, long uncompressedBytes, long bytes, List<Path> files) {}

    /**
     * Begins the files.
     *
     * @param shardBytes how large a file of a dataset folder may be
     */
    static SplitFiles open(
            Staging staging,
            ExportOptions options,
            List<Split> splits,
            List<Field> fields,
            Map<String, String> metadata,
            long shardBytes)
            throws IOException {
        SplitFiles files = new SplitFiles();
        try {
            for (Split split : splits) {
                files.splits.add(
                        options.format() == ExportFormat.HUGGING_FACE
                                ? shards(staging, split, fields, metadata, shardBytes)
                                : single(staging, options, split, fields, metadata));
            }
            return files;
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    void write(int split, List<JsonElement> values) throws IOException {
        OpenSplit open = splits.get(split);
        open.sink.write(values);
        open.rows++;
    }

    /** Ends all files and says what they are. */
    List<Written> finish() throws IOException {
        List<Written> written = new ArrayList<>();
        for (OpenSplit split : splits) {
            split.sink.finish();
            split.sink.close();
            List<Path> files = split.files.end();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            written.add(new Written(split.name, split.rows, split.sink.uncompressedBytes(), bytes, files));
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (OpenSplit split : splits) {
            try {
                split.sink.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static OpenSplit single(
            Staging staging, ExportOptions options, Split split, List<Field> fields, Map<String, String> metadata)
            throws IOException {
        Path path = staging.file(split.name() + "." + options.format().ending());
        RowSink sink = switch (options.format()) {
            case JSONL -> new JsonLinesSink(path, fields);
            case CSV -> new CsvSink(path, fields, options.guardFormulas());
            case PARQUET, HUGGING_FACE -> new ParquetSink(_ -> path, fields, metadata, Long.MAX_VALUE);
        };
        return new OpenSplit(split.name(), sink, () -> List.of(path));
    }

    private static OpenSplit shards(
            Staging staging, Split split, List<Field> fields, Map<String, String> metadata, long shardBytes)
            throws IOException {
        Path folder = Files.createDirectories(staging.file("data"));
        ParquetSink sink = new ParquetSink(
                number -> folder.resolve(split.name() + "-" + fiveDigits(number) + ".parquet"),
                fields,
                metadata,
                shardBytes);
        return new OpenSplit(split.name(), sink, () -> named(split.name(), sink.files()));
    }

    /** Gives files their final names, which tell how many there are. */
    private static List<Path> named(String split, List<Path> files) throws IOException {
        List<Path> named = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String name = split + "-" + fiveDigits(i) + "-of-" + fiveDigits(files.size()) + ".parquet";
            named.add(Files.move(files.get(i), files.get(i).resolveSibling(name)));
        }
        return named;
    }

    private static String fiveDigits(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    /** Says which files a split has, once they are closed. */
    @FunctionalInterface
    private interface FilesOfSplit {
        List<Path> end() throws IOException;
    }

    /** A split while it is written. */
    private static final class OpenSplit {
        private final String name;
        private final RowSink sink;
        private final FilesOfSplit files;
        private long rows;

        OpenSplit(String name, RowSink sink, FilesOfSplit files) {
            this.name = name;
            this.sink = sink;
            this.files = files;
        }
    }
}
