package studio.athanor.data.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.row.CellSeed;

/**
 * Makes cells without a model: texts that depend on all that a cell may depend on, each after a short and random time.
 */
final class FakeCells implements CellMaker {

    private final int longestMillis;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    FakeCells(int longestMillis) {
        this.longestMillis = longestMillis;
    }

    @Override
    public Made make(Column column, long row, int attempt, Map<String, JsonElement> soFar) throws InterruptedException {
        long seed = CellSeed.of(Recipes.HASH, column.name(), row, attempt);
        return switch (column.kind()) {
            case ColumnKind.Category category ->
                Made.of(
                        category.values()
                                .get(Math.floorMod(seed, category.values().size()))
                                .value(),
                        seed);
            case ColumnKind.Score score -> {
                JsonObject value = new JsonObject();
                value.addProperty("score", Math.floorMod(seed, 5) + 1);
                yield asked(column, row, value, seed, score.slots().getFirst());
            }
            case ColumnKind.Choice choice ->
                asked(
                        column,
                        row,
                        new JsonPrimitive(choice.options()
                                .get(Math.floorMod(seed, choice.options().size()))),
                        seed,
                        choice.call().model());
            case ColumnKind.ModelWritten written ->
                asked(
                        column,
                        row,
                        new JsonPrimitive(column.name() + " " + Math.floorMod(seed, 1000) + " of " + soFar.values()
                                + "\n" + "word ".repeat(Math.floorMod(seed, 5))),
                        seed,
                        written.slots().getFirst());
            default -> throw new IllegalArgumentException(column.name());
        };
    }

    private Made asked(Column column, long row, JsonElement value, long seed, String slot) throws InterruptedException {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        asked.add(column.name() + " " + row);
        try {
            if (longestMillis > 0) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(longestMillis + 1));
            }
            String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
            return new Made(
                    value,
                    "[{\"role\":\"user\",\"content\":\"" + "A long prompt that is always the same. ".repeat(20)
                            + column.name() + " of row " + row + "\"}]",
                    text,
                    slot,
                    seed,
                    "",
                    100,
                    90,
                    text.length(),
                    1.5,
                    Optional.empty());
        } finally {
            running.decrementAndGet();
        }
    }

    int mostRunning() {
        return mostRunning.get();
    }

    /** Returns what models were asked for, in order, as {@code column row}. */
    List<String> asked() {
        return List.copyOf(asked);
    }
}
