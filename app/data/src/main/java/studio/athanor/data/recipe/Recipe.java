package studio.athanor.data.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The plan of a dataset: what is sampled, what models write, what is checked, how many rows of what.
 *
 * @param name file-name safe: {@code [a-z0-9-]+}
 * @param licence the SPDX name of the dataset's licence; empty if not said
 * @param seed the run's seed, part of the hash
 * @param rows how many accepted rows a run makes unless asked otherwise
 * @param attempts how often a row is tried in all
 * @param models slots by name, in order; a run gives each a file
 * @param sources files that rows pick from, by name
 * @param documents documents that rows are made of, one chunk a row
 * @param columns in the order of the file; {@link ColumnOrder} says in which order they are made
 * @param checks validators of a whole row
 * @param quotas exact numbers of accepted rows by value of a column
 * @param output the shape of exports unless asked otherwise
 */
public record Recipe(
        String name,
        String title,
        String description,
        String licence,
        long seed,
        long rows,
        int attempts,
        SequencedMap<String, ModelSlot> models,
        SequencedMap<String, SourceFile> sources,
        Optional<DocumentSource> documents,
        List<Column> columns,
        List<RowCheck> checks,
        List<Quota> quotas,
        OutputShape output) {

    /** As many rows as a run makes at most. */
    public static final long MOST_ROWS = 1_000_000_000;

    /** Copies and closes the collections. */
    public Recipe {
        models = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(models));
        sources = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sources));
        columns = List.copyOf(columns);
        checks = List.copyOf(checks);
        quotas = List.copyOf(quotas);
    }

    /** Returns this recipe with other columns. */
    public Recipe withColumns(List<Column> others) {
        return new Recipe(
                name,
                title,
                description,
                licence,
                seed,
                rows,
                attempts,
                models,
                sources,
                documents,
                others,
                checks,
                quotas,
                output);
    }

    /** Returns a column by name. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(each -> each.name().equals(columnName)).findFirst();
    }
}
