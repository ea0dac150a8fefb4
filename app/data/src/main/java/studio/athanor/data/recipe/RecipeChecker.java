package studio.athanor.data.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;

/**
 * Finds what can be found without a model: names that are nowhere, columns that wait for each other, templates, expressions
 * and patterns that do not parse, schemas that no grammar can hold, source files that are missing or ragged, numbers out of
 * bounds, quotas that cannot be met. Stateless; every method may be called from any thread.
 */
public final class RecipeChecker {

    /** More are no table that anybody looks at, and names are compared with names. */
    private static final int MOST_COLUMNS = 1000;

    private RecipeChecker() {}

    /**
     * Checks a file: reads it and, if that goes well, checks what it says. Blocks on the disk.
     *
     * @return all that is wrong or worth a word, in the order of the file
     * @throws DataException.FileFailed if the file cannot be read
     */
    public static List<Problem> check(Path file) throws DataException {
        RecipeFile.Parsed parsed = RecipeFile.parse(RecipeFile.source(file), file.toString());
        Path parent = file.toAbsolutePath().getParent();
        return check(parsed, parent == null ? file.toAbsolutePath() : parent);
    }

    /**
     * Checks what was read from a source. Blocks on the disk for source files.
     *
     * @param folder where the recipe's paths start
     * @return the problems of reading and those of the recipe, in the order of the source
     */
    public static List<Problem> check(RecipeFile.Parsed parsed, Path folder) {
        List<Problem> found = parsed.recipe()
                .map(recipe -> check(recipe, folder, parsed.places()))
                .orElse(List.of());
        return Stream.concat(parsed.problems().stream(), found.stream())
                .sorted(Comparator.comparingInt(
                                (Problem problem) -> problem.at().line())
                        .thenComparingInt(problem -> problem.at().column()))
                .toList();
    }

    /**
     * Checks a recipe whose source is not at hand; places are those that its parts know. Blocks on the disk for source
     * files.
     *
     * @param folder where the recipe's paths start
     */
    public static List<Problem> check(Recipe recipe, Path folder) {
        return check(recipe, folder, Places.UNKNOWN);
    }

    private static List<Problem> check(Recipe recipe, Path folder, Places places) {
        Findings findings = new Findings(recipe, places);
        if (recipe.columns().size() > MOST_COLUMNS) {
            findings.error(
                    "columns",
                    recipe.columns().get(MOST_COLUMNS).at(),
                    "A recipe has " + MOST_COLUMNS + " columns at most. Take some out.");
            return findings.sorted();
        }
        NameChecks.run(findings);
        SlotChecks.run(findings);
        TemplateChecks.run(findings);
        BoundChecks.run(findings);
        ModelBoundChecks.run(findings);
        CheckChecks.run(findings);
        SchemaChecks.run(findings);
        SourceChecks.run(findings, folder);
        QuotaChecks.run(findings);
        OutputChecks.run(findings);
        List<Problem> all = new ArrayList<>(findings.sorted());
        try {
            ColumnOrder.of(recipe);
        } catch (DataException.RecipeInvalid e) {
            all.addAll(e.problems());
        }
        return List.copyOf(all);
    }
}
