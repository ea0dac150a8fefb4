package studio.athanor.data.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;

/** Which column fills which field of a shape: what the shape says, and where it says nothing a column of the field's name. */
final class ShapeColumns {

    static final String MESSAGES = "messages";
    static final String TOOLS = "tools";
    static final String SYSTEM = "system";
    static final String[] PROMPT = {"prompt", "instruction", "question"};
    static final String[] RESPONSE = {"response", "output", "completion", "answer"};
    static final String INPUT = "input";
    static final String CHOSEN = "chosen";
    static final String REJECTED = "rejected";
    static final String LABEL = "label";

    private final Recipe recipe;
    private final OutputShape shape;
    private final ColumnFields types;

    ShapeColumns(Recipe recipe, OutputShape shape, ColumnFields types) throws DataException {
        this.recipe = recipe;
        this.shape = shape;
        this.types = types;
        Set<String> known = fieldsOf(shape.kind());
        for (String field : shape.columns().keySet()) {
            if (shape.kind() != OutputShape.Kind.RAW && !known.contains(field)) {
                throw new DataException.FileFailed(
                        "The shape " + word(shape.kind()) + " has no field \"" + field + "\".",
                        "It has " + String.join(", ", known.stream().sorted().toList()) + ".",
                        null);
            }
        }
    }

    Recipe recipe() {
        return recipe;
    }

    OutputShape shape() {
        return shape;
    }

    ColumnFields types() {
        return types;
    }

    /** Returns where a field comes from, if anywhere. */
    Optional<FieldSource> find(String... names) throws DataException {
        Optional<FieldSource> said = mapped(names);
        if (said.isPresent()) {
            return said;
        }
        return Arrays.stream(names)
                .filter(name -> recipe.column(name).isPresent())
                .findFirst()
                .map(FieldSource.OfColumn::new);
    }

    /** Returns what the shape itself says of a field. */
    Optional<FieldSource> mapped(String... names) throws DataException {
        for (String name : names) {
            String text = shape.columns().get(name);
            if (text != null) {
                return Optional.of(FieldSource.of(name, text, recipe));
            }
        }
        return Optional.empty();
    }

    /** Returns where the messages come from: the field, a column of that name, or the only column with messages. */
    Optional<FieldSource> messages() throws DataException {
        Optional<FieldSource> named = find(MESSAGES);
        if (named.isPresent() || mapped(PROMPT).isPresent()) {
            return named;
        }
        List<FieldSource> talks = recipe.columns().stream()
                .filter(column -> !column.dropped())
                .map(Column::name)
                .<FieldSource>map(FieldSource.OfColumn::new)
                .filter(types::isMessages)
                .toList();
        return talks.size() == 1 ? Optional.of(talks.getFirst()) : Optional.empty();
    }

    /** Returns where a field comes from that the shape cannot be without. */
    FieldSource require(String... names) throws DataException {
        return find(names).orElseThrow(() -> missing(names[0]));
    }

    DataException.FileFailed missing(String field) {
        return new DataException.FileFailed(
                "The shape " + word(shape.kind()) + " needs a field \"" + field + "\", and the recipe " + recipe.name()
                        + " has no column of that name.",
                "Say which column it is, under output.columns in the recipe or in the export.",
                null);
    }

    private static Set<String> fieldsOf(OutputShape.Kind kind) {
        return switch (kind) {
            case RAW -> Set.of();
            case CHATML, SHAREGPT -> all(PROMPT, RESPONSE, new String[] {MESSAGES, SYSTEM, TOOLS});
            case ALPACA -> all(PROMPT, RESPONSE, new String[] {INPUT, SYSTEM});
            case DPO -> all(PROMPT, new String[] {CHOSEN, REJECTED, MESSAGES, SYSTEM, TOOLS});
            case KTO -> all(PROMPT, RESPONSE, new String[] {LABEL, MESSAGES, SYSTEM, TOOLS});
        };
    }

    private static Set<String> all(String[]... groups) {
        return Arrays.stream(groups).flatMap(Arrays::stream).collect(Collectors.toSet());
    }

    private static String word(OutputShape.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
