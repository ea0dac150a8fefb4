package studio.athanor.data.export;

import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.athanor.data.DataException;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;

/**
 * The {@code README.md} of a dataset folder: what Hugging Face reads, in YAML ("Dataset Cards", with {@code configs} and {@code
 * dataset_info} as its library writes them), then what people read.
 */
final class DatasetCard {

    private static final Set<String> HUB_LICENCES = Set.of(
            "apache-2.0",
            "mit",
            "cc0-1.0",
            "cc-by-4.0",
            "cc-by-sa-4.0",
            "cc-by-nc-4.0",
            "cc-by-nd-4.0",
            "cc-by-nc-sa-4.0",
            "cc-by-nc-nd-4.0",
            "cc-by-3.0",
            "cc-by-sa-3.0",
            "gpl-3.0",
            "agpl-3.0",
            "lgpl-3.0",
            "mpl-2.0",
            "bsd-2-clause",
            "bsd-3-clause",
            "unlicense",
            "pddl",
            "odc-by",
            "cdla-permissive-1.0",
            "cdla-permissive-2.0");

    private final Exported exported;
    private final StringBuilder out = new StringBuilder();

    DatasetCard(Exported exported) {
        this.exported = exported;
    }

    String text() throws DataException {
        Recipe recipe = exported.store().recipe();
        line("---");
        licence(recipe.licence().toLowerCase(Locale.ROOT));
        list("language", languages(recipe));
        line("pretty_name: " + scalar(recipe.title()));
        list("size_categories", Set.of(sizeCategory(rows())));
        if (exported.options().shape().kind() != OutputShape.Kind.RAW) {
            list("task_categories", Set.of("text-generation"));
        }
        list("tags", new TreeSet<>(Set.of("athanor", "synthetic")));
        datasetInfo();
        configs();
        line("---");
        out.append(new CardBody(exported).text());
        return out.toString();
    }

    /** Returns the category of a number of rows, in the words of the hub. */
    static String sizeCategory(long rows) {
        String[] steps = {"1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"};
        long bound = 1_000;
        if (rows < bound) {
            return "n<1K";
        }
        for (int i = 1; i < steps.length; i++) {
            bound *= 10;
            if (rows < bound) {
                return steps[i - 1] + "<n<" + steps[i];
            }
        }
        return "n>1T";
    }

    private long rows() {
        return exported.splits().stream().mapToLong(SplitFiles.Written::rows).sum();
    }

    private void licence(String licence) {
        if (licence.isBlank()) {
            return;
        }
        if (HUB_LICENCES.contains(licence)) {
            line("license: " + scalar(licence));
        } else {
            line("license: other");
            line("license_name: " + scalar(licence));
        }
    }

    private void datasetInfo() {
        line("dataset_info:");
        line("  features:");
        exported.fields().forEach(field -> feature("  ", field));
        line("  splits:");
        for (SplitFiles.Written split : exported.splits()) {
            line("  - name: " + scalar(split.name()));
            line("    num_bytes: " + split.uncompressedBytes());
            line("    num_examples: " + split.rows());
        }
        line("  download_size: "
                + exported.splits().stream()
                        .mapToLong(SplitFiles.Written::bytes)
                        .sum());
        line("  dataset_size: "
                + exported.splits().stream()
                        .mapToLong(SplitFiles.Written::uncompressedBytes)
                        .sum());
    }

    private void feature(String indent, Field field) {
        line(indent + "- name: " + scalar(field.name()));
        type(indent + "  ", field.type());
    }

    private void type(String indent, FieldType type) {
        switch (type) {
            case FieldType.Leaf leaf -> line(indent + "dtype: " + scalar(dtype(leaf)));
            case FieldType.Struct struct -> {
                line(indent + "struct:");
                struct.fields().forEach(field -> feature(indent, field));
            }
            case FieldType.ListOf(FieldType.Leaf leaf) -> line(indent + "sequence: " + scalar(dtype(leaf)));
            case FieldType.ListOf(FieldType.Struct struct) -> {
                line(indent + "list:");
                struct.fields().forEach(field -> feature(indent, field));
            }
            case FieldType.ListOf(FieldType.ListOf inner) -> {
                line(indent + "sequence:");
                type(indent + "  ", inner);
            }
        }
    }

    private void configs() {
        line("configs:");
        line("- config_name: default");
        line("  data_files:");
        for (SplitFiles.Written split : exported.splits()) {
            line("  - split: " + scalar(split.name()));
            line("    path: " + scalar("data/" + split.name() + "-*"));
        }
    }

    private static String dtype(FieldType.Leaf leaf) {
        return switch (leaf) {
            case TEXT, JSON, UUID -> "string";
            case INTEGER -> "int64";
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "timestamp[us, tz=UTC]";
        };
    }

    /** Returns the languages that the recipe holds columns to. */
    private static Set<String> languages(Recipe recipe) {
        Set<String> codes = new TreeSet<>();
        for (Column column : recipe.columns()) {
            for (RowCheck check : column.checks()) {
                if (check instanceof RowCheck.Language language
                        && language.code().matches("[a-z]{2,3}")) {
                    codes.add(language.code());
                }
            }
        }
        return codes;
    }

    private void list(String name, Set<String> values) {
        if (!values.isEmpty()) {
            line(name + ":");
            values.forEach(value -> line("- " + scalar(value)));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** Returns a text as YAML reads it back: words as they are, all else in quotes, with JSON's escapes. */
    static String scalar(String text) {
        boolean word = text.matches("[A-Za-z][A-Za-z0-9_/.-]*")
                && !text.matches("(?i)true|false|yes|no|on|off|y|n|null|nan|inf");
        return word ? text : new JsonPrimitive(text).toString();
    }
}
