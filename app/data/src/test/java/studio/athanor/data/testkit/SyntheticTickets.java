package studio.athanor.data.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Row;
import studio.athanor.data.row.ValueType;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;

/** Support tickets without a model, as many as a benchmark wants. */
public final class SyntheticTickets {

    private static final String WORDS =
            "the printer on second floor stopped after update and shows error while nobody can reach support because phone line "
                    + "is busy since morning please send someone soon we need invoices today thank you for your patience";

    private SyntheticTickets() {}

    /** Returns the recipe: ten columns of most types. */
    public static Recipe recipe() {
        return Recipes.of(
                Recipes.column("id", new ColumnKind.RandomUuid("")),
                Recipes.column("category", Recipes.category("printer", "network", "billing", "account", "other")),
                Recipes.column("priority", new ColumnKind.IntegerRange(1, 5)),
                Recipes.column("score", new ColumnKind.Expression("{{ 1 }}", ValueType.NUMBER)),
                Recipes.column("urgent", new ColumnKind.Bernoulli(0.2)),
                Recipes.column("at", new ColumnKind.Expression("{{ 1 }}", ValueType.TIMESTAMP)),
                Recipes.column("person", new ColumnKind.Person(List.of("en"), Optional.empty(), 18, 90)),
                Recipes.column("subject", Recipes.text()),
                Recipes.column("ticket", Recipes.text()),
                Recipes.column("talk", new ColumnKind.Conversation(Recipes.call(), Recipes.call(), 1, 2)));
    }

    /** Returns a row of about a kilobyte, parsed from JSON text as a store has to. */
    public static RunRow row(long number) {
        Random random = new Random(number * 31 + 7);
        String json = """
                {"id":"%08x-0000-4000-8000-%012x","category":"%s","priority":%d,"score":%s,"urgent":%b,\
                "at":"2026-11-%02dT%02d:15:00Z","person":{"name":"Ada %d","age":%d},"subject":"%s","ticket":"%s",\
                "talk":[{"role":"user","content":"%s"},{"role":"assistant","content":"%s"}]}\
                """.formatted(
                random.nextInt(),
                number,
                List.of("printer", "network", "billing", "account", "other").get(random.nextInt(5)),
                1 + random.nextInt(5),
                random.nextDouble(),
                random.nextInt(5) == 0,
                1 + random.nextInt(28),
                random.nextInt(24),
                number % 977,
                18 + random.nextInt(70),
                words(random, 6),
                words(random, 60),
                words(random, 20),
                words(random, 40));
        SequencedMap<String, JsonElement> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                JsonParser.parseString(json).getAsJsonObject().entrySet()) {
            values.put(entry.getKey(), entry.getValue());
        }
        return new RunRow(number, 0, RowState.ACCEPTED, new Row(values), Optional.empty(), false);
    }

    private static String words(Random random, int count) {
        String[] all = WORDS.split(" ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(all[random.nextInt(all.length)]);
        }
        return text.toString();
    }
}
