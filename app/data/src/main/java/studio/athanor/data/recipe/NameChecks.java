package studio.athanor.data.recipe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import studio.athanor.data.row.Position;

/** Names: their letters, those that are taken, those that mean something else. */
final class NameChecks {

    private static final Pattern RECIPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern SLOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** Words of templates, and {@code value}, which is the value in a check. */
    private static final Set<String> RESERVED = Set.of(
            "value",
            "loop",
            "self",
            "caller",
            "varargs",
            "kwargs",
            "range",
            "dict",
            "namespace",
            "cycler",
            "joiner",
            "raise_exception",
            "strftime_now",
            "true",
            "false",
            "none",
            "True",
            "False",
            "None",
            "and",
            "or",
            "not",
            "in",
            "is",
            "if",
            "else",
            "elif",
            "for",
            "endfor",
            "endif",
            "set",
            "recursive",
            "import",
            "from",
            "as");

    private final Findings findings;

    private NameChecks(Findings findings) {
        this.findings = findings;
    }

    static void run(Findings findings) {
        NameChecks checks = new NameChecks(findings);
        Recipe recipe = findings.recipe();
        if (!RECIPE.matcher(recipe.name()).matches()) {
            findings.error(
                    "name",
                    "\"" + recipe.name() + "\" is no name of a recipe: it has small letters a-z, digits and hyphens, 64"
                            + " at most, as \"support-tickets\".");
        }
        if (recipe.columns().isEmpty()) {
            findings.error("columns", "A recipe has one column at least. Add one.");
        }
        checks.columns(recipe.columns());
        recipe.models().forEach((name, slot) -> checks.slot("models", name, slot.at()));
        recipe.sources().forEach((name, source) -> checks.slot("sources", name, source.at()));
        checks.allDropped(recipe.columns());
    }

    private void columns(List<Column> columns) {
        Set<String> names = new HashSet<>();
        Map<String, String> byLetters = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            String field = Findings.column(i) + ".name";
            Position at = columns.get(i).at();
            String like = byLetters.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (!names.add(name)) {
                findings.error(field, at, "The column \"" + name + "\" is there twice. Rename one of them.");
            } else if (like != null) {
                findings.error(
                        field,
                        at,
                        "The columns \"" + like + "\" and \"" + name
                                + "\" differ in capitals only, which tables do not tell apart. Rename one of them.");
            }
            if (RESERVED.contains(name)) {
                findings.error(
                        field, at, "\"" + name + "\" means something else in templates. Give the column another name.");
            } else if (!COLUMN.matcher(name).matches()) {
                findings.error(
                        field,
                        at,
                        "\"" + name + "\" is no name of a column: it has letters a-z, digits and underscores, 64 at"
                                + " most, and begins with no digit.");
            }
        }
    }

    private void slot(String field, String name, Position at) {
        if (!SLOT.matcher(name).matches()) {
            findings.error(
                    field + "." + name,
                    at,
                    "\"" + name + "\" is no name for this: it has letters a-z, digits, hyphens and underscores, 64 at"
                            + " most.");
        }
    }

    private void allDropped(List<Column> columns) {
        if (!columns.isEmpty() && columns.stream().allMatch(Column::dropped)) {
            findings.error(
                    "columns", columns.getFirst().at(), "Every column is dropped, so rows hold nothing. Keep one.");
        }
    }
}
