package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import studio.athanor.data.documents.extract.DocumentFormat;

/** Source files and documents: whether they are there, and whether every record of a file fits its header. */
final class SourceChecks {

    /** So many faults of one file are told. */
    private static final int MOST_FAULTS = 3;

    private static final int MOST_NAMES = 10_000;

    private final Findings findings;
    private final Path folder;

    private SourceChecks(Findings findings, Path folder) {
        this.findings = findings;
        this.folder = folder;
    }

    /**
     * What a file holds.
     *
     * @param fields empty where the file does not tell
     * @param records empty where they were not counted
     */
    private record Contents(Set<String> fields, OptionalLong records) {}

    static void run(Findings findings, Path folder) {
        SourceChecks checks = new SourceChecks(findings, folder);
        findings.recipe().sources().values().forEach(checks::source);
        findings.recipe().documents().ifPresent(checks::documents);
    }

    private void documents(DocumentSource documents) {
        documents.path().ifPresent(path -> {
            Optional<Path> place = resolve(path).filter(Files::exists);
            if (place.isEmpty()) {
                findings.error(
                        "documents.path",
                        documents.at(),
                        "There is nothing at \"" + path + "\". Give a file or a folder, from the recipe's folder.");
            } else if (!holdsDocument(place.get())) {
                findings.error(
                        "documents.path",
                        documents.at(),
                        "There is no document at \"" + path
                                + "\". Put text, Markdown, HTML, PDF or DOCX files there, or give another place.");
            } else {
                OutsideFolder.sentence(folder, path)
                        .ifPresent(sentence -> findings.warning("documents.path", documents.at(), sentence));
            }
        });
    }

    /** Tells whether a place may hold a document; what cannot be looked into is found when it is read. */
    private static boolean holdsDocument(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            return all.anyMatch(
                    file -> Files.isRegularFile(file) && DocumentFormat.of(file).isPresent());
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    private Optional<Path> resolve(String path) {
        try {
            return Optional.of(folder.resolve(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void source(SourceFile source) {
        Optional<Path> file = resolve(source.path());
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            error(source, "There is no file \"" + source.path() + "\". Give a path from the recipe's folder.");
            return;
        }
        OutsideFolder.sentence(folder, source.path())
                .ifPresent(sentence -> findings.warning("sources." + source.name(), source.at(), sentence));
        try {
            Contents contents = switch (source.format()) {
                case CSV -> csv(source, file.get());
                case JSONL -> lines(source, file.get());
                case TEXT -> text(file.get());
                case PARQUET -> parquet(source, file.get());
            };
            picks(source, contents);
        } catch (CharacterCodingException e) {
            error(source, "The file \"" + source.path() + "\" is not UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            error(source, "The file \"" + source.path() + "\" cannot be read. Check that you may read it.");
        }
    }

    private Contents csv(SourceFile source, Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            CsvShape shape = new CsvShape(reader);
            Optional<CsvShape.Counted> header = shape.record(true);
            if (header.isEmpty()) {
                error(source, "The file \"" + source.path() + "\" is empty. Its first line names the columns.");
                return new Contents(Set.of(), OptionalLong.empty());
            }
            Set<String> names = header(source, header.get());
            long records = 0;
            int faults = 0;
            for (Optional<CsvShape.Counted> record = shape.record(false);
                    record.isPresent() && !Thread.currentThread().isInterrupted();
                    record = shape.record(false)) {
                records++;
                Optional<String> fault = fault(record.get(), header.get().fields());
                if (fault.isPresent() && faults++ < MOST_FAULTS) {
                    error(
                            source,
                            "The file \"" + source.path() + "\", line "
                                    + record.get().line() + ": " + fault.get());
                }
            }
            if (faults > MOST_FAULTS) {
                error(
                        source,
                        "The file \"" + source.path() + "\" has " + (faults - MOST_FAULTS) + " more faulty records.");
            }
            return new Contents(names, OptionalLong.of(records));
        }
    }

    private static Optional<String> fault(CsvShape.Counted record, int fields) {
        if (record.fault().isPresent()) {
            return Optional.of(record.fault().get() + ". Double a quote that is meant as text.");
        }
        return record.fields() == fields
                ? Optional.empty()
                : Optional.of("the record has " + record.fields() + (record.fields() == 1 ? " field" : " fields")
                        + ", the header has " + fields + ". Quote a text that holds a separator.");
    }

    private Set<String> header(SourceFile source, CsvShape.Counted header) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : header.texts()) {
            String name = text.isBlank() ? "column_" + (names.size() + 1) : text.strip();
            if (!names.add(name)) {
                error(
                        source,
                        "The file \"" + source.path() + "\" names the column \"" + name + "\" twice. Rename one.");
            }
        }
        return names;
    }

    private Contents lines(SourceFile source, Path file) throws IOException {
        Set<String> names = new HashSet<>();
        long records = 0;
        int line = 0;
        int faults = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = reader.readLine();
                    text != null && !Thread.currentThread().isInterrupted();
                    text = reader.readLine()) {
                line++;
                if (text.isBlank()) {
                    continue;
                }
                records++;
                Optional<JsonObject> object = object(text);
                if (object.isPresent() && names.size() < MOST_NAMES) {
                    names.addAll(object.get().keySet());
                } else if (object.isEmpty() && faults++ < MOST_FAULTS) {
                    error(
                            source,
                            "The file \"" + source.path() + "\", line " + line
                                    + ": this is no JSON object. Every line holds one.");
                }
            }
        }
        return new Contents(names, OptionalLong.of(records));
    }

    private static Optional<JsonObject> object(String text) {
        return StrictJson.parse(text).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    private static Contents text(Path file) throws IOException {
        long records = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = reader.readLine();
                    text != null && !Thread.currentThread().isInterrupted();
                    text = reader.readLine()) {
                records += text.isBlank() ? 0 : 1;
            }
        }
        return new Contents(Set.of("text"), OptionalLong.of(records));
    }

    private Contents parquet(SourceFile source, Path file) throws IOException {
        byte[] mark = "PAR1".getBytes(StandardCharsets.US_ASCII);
        byte[] first;
        byte[] last = new byte[4];
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(4);
        }
        try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
            if (end.length() >= 12) {
                end.seek(end.length() - 4);
                end.readFully(last);
            }
        }
        if (!Arrays.equals(first, mark) || !Arrays.equals(last, mark)) {
            error(source, "The file \"" + source.path() + "\" is no Parquet file, or was cut off. Write it again.");
        }
        return new Contents(Set.of(), OptionalLong.empty());
    }

    private void picks(SourceFile source, Contents contents) {
        List<Column> columns = findings.recipe().columns();
        if (contents.records().isPresent() && contents.records().getAsLong() == 0) {
            error(source, "The file \"" + source.path() + "\" has no records to pick from. Add some.");
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() instanceof ColumnKind.Pick pick
                    && pick.source().equals(source.name())) {
                pick(Findings.column(i), pick, columns.get(i), contents);
            }
        }
    }

    private void pick(String field, ColumnKind.Pick pick, Column column, Contents contents) {
        pick.field().ifPresent(name -> {
            if (!contents.fields().isEmpty() && !contents.fields().contains(name)) {
                findings.error(
                        field + ".field",
                        column.at(),
                        "The source \"" + pick.source() + "\" has no field \"" + name + "\"."
                                + Nearest.question(name, contents.fields()) + " Its fields are "
                                + String.join(
                                        ", ",
                                        contents.fields().stream()
                                                .sorted()
                                                .limit(20)
                                                .toList()) + ".");
            }
        });
        long rows = findings.recipe().rows();
        if (pick.order() != ColumnKind.Pick.Order.WITH_REPLACEMENT
                && contents.records().isPresent()
                && contents.records().getAsLong() < rows) {
            findings.warning(
                    field + ".order",
                    column.at(),
                    "The source \"" + pick.source() + "\" has "
                            + contents.records().getAsLong() + " records, fewer than the " + rows
                            + " rows wanted, and each is taken once. Ask for fewer rows, or pick with replacement.");
        }
    }

    private void error(SourceFile source, String sentence) {
        findings.error("sources." + source.name(), source.at(), sentence);
    }
}
