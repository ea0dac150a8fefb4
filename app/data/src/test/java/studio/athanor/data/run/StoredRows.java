package studio.athanor.data.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.Recipe;

/** Reads runs in tests. */
final class StoredRows {

    static final RowFilter ALL = new RowFilter(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    private StoredRows() {}

    /** Returns every row and what its cells have that does not depend on time, as text. */
    static List<String> texts(Path folder, Recipe recipe) throws Exception {
        List<String> texts = new ArrayList<>();
        try (StoredRun store = StoredRun.open(folder, recipe)) {
            store.forEach(ALL, row -> {
                try {
                    texts.add((row + " " + store.cells(row.number())).replaceAll("millis=[^,\\]]*", "millis"));
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return true;
            });
            texts.add(store.figures().rejectedByReason() + " " + store.figures().generatedTokens());
        }
        return texts;
    }

    static List<RunRow> rows(RunStore store, RowFilter filter) throws Exception {
        List<RunRow> rows = new ArrayList<>();
        store.forEach(filter, rows::add);
        return rows;
    }

    static RowFilter state(RowState state) {
        return new RowFilter(Optional.of(state), Optional.empty(), Map.of(), Optional.empty());
    }
}
