package studio.athanor.data.check;

import java.util.Optional;
import studio.athanor.data.recipe.RowCheck;

/** Makes checks ready, and owns what they share. */
final class CheckTools implements AutoCloseable {

    private final SqlSyntax sql = new SqlSyntax();
    private final Languages languages = new Languages();

    /** Returns a check that never overflows the stack, or nothing for novelty, which {@link NoveltyGate} looks after. */
    Optional<ValueCheck> ready(RowCheck check) throws UnusableCheck {
        return switch (check) {
            case RowCheck.Schema schema -> guarded("schema", new SchemaCheck(schema));
            case RowCheck.Regex regex -> guarded("regex", new RegexCheck(regex));
            case RowCheck.Length length -> guarded("length", new LengthCheck(length));
            case RowCheck.Language language -> guarded("language", new LanguageCheck(language, languages));
            case RowCheck.Parses parses -> guarded("parses", new ParsesCheck(parses, sql));
            case RowCheck.Numeric numeric -> guarded("numeric", new NumericCheck(numeric));
            case RowCheck.Expression expression -> guarded("expression", new ExpressionCheck(expression));
            case RowCheck.Novelty novelty -> {
                checkThreshold(novelty);
                yield Optional.empty();
            }
        };
    }

    private static Optional<ValueCheck> guarded(String reason, ValueCheck check) {
        return Optional.of((value, row) -> {
            try {
                return check.test(value, row);
            } catch (StackOverflowError _) {
                return DeepStack.call(() -> check.test(value, row))
                        .orElseGet(
                                () -> Fault.of(reason, "The value nests too deeply, or is too long, to be checked."));
            }
        });
    }

    private static void checkThreshold(RowCheck.Novelty novelty) throws UnusableCheck {
        if (novelty.method() != RowCheck.Novelty.Method.EXACT
                && !(novelty.threshold() > 0 && novelty.threshold() <= 1)) {
            throw new UnusableCheck(
                    "A threshold of novelty is above 0 and at most 1, not " + novelty.threshold() + ".");
        }
    }

    /** Refuses what looks at one text and has been asked of a whole row. */
    static void checkOfRow(RowCheck check) throws UnusableCheck {
        String kind = switch (check) {
            case RowCheck.Regex _ -> "pattern";
            case RowCheck.Length _ -> "length";
            case RowCheck.Language _ -> "language";
            case RowCheck.Parses _ -> "syntax";
            case RowCheck.Numeric _ -> "number";
            case RowCheck.Schema _, RowCheck.Expression _, RowCheck.Novelty _ -> "";
        };
        if (!kind.isEmpty()) {
            throw new UnusableCheck("A whole row has no " + kind + " to check. Move the check to a column.");
        }
    }

    @Override
    public void close() {
        sql.close();
    }
}
