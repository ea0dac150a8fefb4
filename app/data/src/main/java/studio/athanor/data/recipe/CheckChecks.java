package studio.athanor.data.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The validators of a recipe themselves: patterns, bounds, languages, and which can look at a whole row. */
final class CheckChecks {

    private static final Set<String> LANGUAGES = new TreeSet<>(Arrays.asList(Locale.getISOLanguages()));

    private final Findings findings;

    private CheckChecks(Findings findings) {
        this.findings = findings;
    }

    static void run(Findings findings) {
        CheckChecks checks = new CheckChecks(findings);
        List<Column> columns = findings.recipe().columns();
        for (int i = 0; i < columns.size(); i++) {
            checks.all(Findings.column(i) + ".checks", columns.get(i).checks());
        }
        checks.all("checks", findings.recipe().checks());
        checks.ofRow(findings.recipe().checks());
    }

    private void ofRow(List<RowCheck> checks) {
        for (int i = 0; i < checks.size(); i++) {
            switch (checks.get(i)) {
                case RowCheck.Schema _, RowCheck.Expression _, RowCheck.Novelty _ -> {}
                case RowCheck.Regex _, RowCheck.Length _, RowCheck.Language _, RowCheck.Parses _, RowCheck.Numeric _ ->
                    findings.error(
                            "checks[" + i + "]." + CheckReader.word(checks.get(i)),
                            checks.get(i).at(),
                            "A whole row is checked by expression, schema or novelty. Put this under \"checks\" of a"
                                    + " column.");
            }
        }
    }

    private void all(String prefix, List<RowCheck> checks) {
        for (int i = 0; i < checks.size(); i++) {
            String field = prefix + "[" + i + "]." + CheckReader.word(checks.get(i));
            switch (checks.get(i)) {
                case RowCheck.Regex regex -> regex(field, regex);
                case RowCheck.Length length -> length(field, length);
                case RowCheck.Language language -> language(field, language);
                case RowCheck.Numeric numeric -> numeric(field, numeric);
                case RowCheck.Novelty novelty -> novelty(field, novelty);
                case RowCheck.Schema _, RowCheck.Parses _, RowCheck.Expression _ -> {}
            }
        }
    }

    private void regex(String field, RowCheck.Regex regex) {
        try {
            Pattern.compile(regex.pattern());
        } catch (PatternSyntaxException e) {
            findings.error(
                    field,
                    regex.at(),
                    "This is no pattern" + (e.getIndex() < 0 ? "" : ", at its character " + (e.getIndex() + 1)) + ": "
                            + e.getDescription() + ".");
        }
    }

    private void length(String field, RowCheck.Length length) {
        long min = length.min().orElse(0);
        if (length.min().isEmpty() && length.max().isEmpty()) {
            findings.error(field, length.at(), "A check of length has \"min\", \"max\" or both. Add one.");
        }
        if (min < 0 || length.max().orElse(0) < 0) {
            findings.error(field, length.at(), "A length is 0 or more.");
        } else if (length.max().isPresent() && length.max().getAsLong() < min) {
            findings.error(
                    field + ".max",
                    length.at(),
                    "\"max\" is " + length.max().getAsLong() + ", which is less than \"min\", " + min + ". Swap them.");
        }
    }

    private void language(String field, RowCheck.Language language) {
        String code = language.code();
        if (!ColumnTexts.isTemplate(code) && !LANGUAGES.contains(code)) {
            findings.error(
                    field,
                    language.at(),
                    "\"" + code + "\" is no language: it is two letters of ISO 639-1, as en, de, ja, or a template of"
                            + " them.");
        }
        if (!(language.confidence() >= 0 && language.confidence() <= 1)) {
            findings.error(
                    field + ".confidence",
                    language.at(),
                    BoundChecks.bounds("confidence", language.confidence(), 0, 1));
        }
    }

    private void numeric(String field, RowCheck.Numeric numeric) {
        if (numeric.min().isPresent()
                && numeric.max().isPresent()
                && !(numeric.min().getAsDouble() <= numeric.max().getAsDouble())) {
            findings.error(
                    field + ".max",
                    numeric.at(),
                    "\"max\" is " + Numbers.json(numeric.max().getAsDouble()) + ", which is less than \"min\", "
                            + Numbers.json(numeric.min().getAsDouble()) + ". Swap them.");
        }
    }

    private void novelty(String field, RowCheck.Novelty novelty) {
        if (!(novelty.threshold() > 0 && novelty.threshold() <= 1)) {
            findings.error(
                    field + ".threshold",
                    novelty.at(),
                    "\"threshold\" is above 0 and at most 1, not " + Numbers.json(novelty.threshold()) + ".");
        }
        boolean embeds = novelty.method() == RowCheck.Novelty.Method.EMBEDDING;
        if (embeds && novelty.embedder().isEmpty()) {
            findings.error(
                    field + ".embedder",
                    novelty.at(),
                    "Novelty by embedding needs \"embedder\": the model slot that makes the embeddings.");
        } else if (!embeds && novelty.embedder().isPresent()) {
            findings.error(
                    field + ".embedder",
                    novelty.at(),
                    "Only the method embedding asks an embedder. Remove it, or write method: embedding.");
        }
    }
}
