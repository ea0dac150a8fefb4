package studio.athanor.data.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.athanor.data.row.Position;

/** Reads validators: a list of which each item has one field, the kind of check. */
final class CheckReader {

    static final Words<RowCheck.Length.Unit> UNITS = Words.of(RowCheck.Length.Unit.class);
    static final Words<RowCheck.Parses.Syntax> SYNTAXES = Words.of(RowCheck.Parses.Syntax.class);
    static final Words<RowCheck.Novelty.Method> METHODS = Words.of(RowCheck.Novelty.Method.class);
    static final double CONFIDENCE = 0.5;

    private final SchemaReader schemas;

    CheckReader(SchemaReader schemas) {
        this.schemas = schemas;
    }

    /** The kinds of checks, as files name them. */
    private enum Kind {
        SCHEMA,
        SCHEMA_FILE,
        REGEX,
        LENGTH,
        LANGUAGE,
        PARSES,
        NUMERIC,
        EXPRESSION,
        NOVELTY
    }

    private static final Words<Kind> KINDS = Words.of(Kind.class);

    List<RowCheck> read(Field list) {
        List<RowCheck> checks = new ArrayList<>();
        for (Field item : list.items()) {
            List<Field.Named> named = item.isMapping() ? item.named() : List.of();
            if (named.size() != 1) {
                list.problems()
                        .error(
                                item.at(),
                                item.path(),
                                "A check is one field, as \"- length: {min: 5}\". Its kinds are "
                                        + String.join(", ", KINDS.words()) + "."
                                        + (named.size() > 1 ? " Put a dash before each." : ""));
            } else {
                check(named.getFirst()).ifPresent(checks::add);
            }
        }
        return checks;
    }

    private Optional<RowCheck> check(Field.Named named) {
        Field value = named.value();
        Optional<Kind> kind = KINDS.constant(named.name());
        if (kind.isEmpty()) {
            value.problems()
                    .error(
                            named.at(),
                            value.path(),
                            "There is no check \"" + named.name() + "\"."
                                    + Nearest.question(named.name(), KINDS.words()) + " Its kinds are "
                                    + String.join(", ", KINDS.words()) + ".");
            return Optional.empty();
        }
        Position at = named.at();
        return switch (kind.get()) {
            case SCHEMA -> schemas.inline(value).map(schema -> new RowCheck.Schema(schema, at));
            case SCHEMA_FILE -> schemas.file(value).map(schema -> new RowCheck.Schema(schema, at));
            case REGEX -> regex(value, at);
            case LENGTH -> value.fields("a check of length").map(fields -> length(fields, at));
            case LANGUAGE -> language(value, at);
            case PARSES -> value.oneOf(SYNTAXES).map(syntax -> new RowCheck.Parses(syntax, at));
            case NUMERIC -> value.fields("a numeric check").map(fields -> numeric(fields, at));
            case EXPRESSION -> value.text().map(text -> new RowCheck.Expression(text, at));
            case NOVELTY -> novelty(value, at);
        };
    }

    private static Optional<RowCheck> regex(Field value, Position at) {
        if (!value.isMapping()) {
            return value.text().map(pattern -> new RowCheck.Regex(pattern, false, false, at));
        }
        return value.fields("a check by regex").map(fields -> {
            RowCheck check = new RowCheck.Regex(
                    fields.text("pattern"), fields.truth("whole", false), fields.truth("absent", false), at);
            fields.close();
            return check;
        });
    }

    private static RowCheck length(Fields fields, Position at) {
        RowCheck check = new RowCheck.Length(
                fields.oneOf("unit", UNITS, RowCheck.Length.Unit.CHARACTERS),
                fields.maybeWhole("min"),
                fields.maybeWhole("max"),
                at);
        fields.close();
        return check;
    }

    private static Optional<RowCheck> language(Field value, Position at) {
        if (!value.isMapping()) {
            return value.text().map(code -> new RowCheck.Language(code, CONFIDENCE, at));
        }
        return value.fields("a check of the language").map(fields -> {
            RowCheck check = new RowCheck.Language(fields.text("code"), fields.number("confidence", CONFIDENCE), at);
            fields.close();
            return check;
        });
    }

    private static RowCheck numeric(Fields fields, Position at) {
        RowCheck check = new RowCheck.Numeric(
                fields.maybeNumber("min"), fields.maybeNumber("max"), fields.truth("whole", false), at);
        fields.close();
        return check;
    }

    private static Optional<RowCheck> novelty(Field value, Position at) {
        if (!value.isMapping()) {
            return value.oneOf(METHODS)
                    .map(method ->
                            new RowCheck.Novelty(method, Optional.empty(), threshold(method), Optional.empty(), at));
        }
        return value.fields("a check of novelty").map(fields -> {
            RowCheck.Novelty.Method method = fields.oneOf("method", METHODS, RowCheck.Novelty.Method.MINHASH);
            RowCheck check = new RowCheck.Novelty(
                    method,
                    fields.maybeText("column"),
                    fields.number("threshold", threshold(method)),
                    fields.maybeText("embedder"),
                    at);
            fields.close();
            return check;
        });
    }

    /** Returns from which likeness on a row counts as seen unless the recipe says otherwise. */
    static double threshold(RowCheck.Novelty.Method method) {
        return switch (method) {
            case EXACT -> 1;
            case MINHASH -> 0.8;
            case EMBEDDING -> 0.9;
        };
    }

    /** Returns the word of a kind of check, as files and messages name it. */
    static String word(RowCheck check) {
        return check.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
