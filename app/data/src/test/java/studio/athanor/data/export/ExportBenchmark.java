package studio.athanor.data.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import studio.athanor.data.run.RunStore;
import studio.athanor.data.testkit.FakeRunStore;
import studio.athanor.data.testkit.Recipes;
import studio.athanor.data.testkit.RunningJob;

/**
 * Times exports of synthetic rows and says how much memory they took: {@code ExportBenchmark [rows] [folder] [format...]}. Run it with
 * {@code -Xmx300m}. Each row is parsed from JSON text, as a store has to.
 */
final class ExportBenchmark {

    private static final String WORDS =
            "the printer on second floor stopped after update and shows error while nobody can reach support because phone line "
                    + "is busy since morning please send someone soon we need invoices today thank you for your patience";

    private ExportBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("export-benchmark");
        List<String> formats = arguments.length > 2
                ? List.of(arguments).subList(2, arguments.length)
                : List.of("JSONL", "PARQUET", "CSV", "HUGGING_FACE");
        RunStore store = new FakeRunStore(recipe(), folder, rows, ExportBenchmark::row);
        for (String format : formats) {
            measure(store, ExportFormat.valueOf(format), folder.resolve("out." + format.toLowerCase(Locale.ROOT)));
        }
    }

    private static void measure(RunStore store, ExportFormat format, Path target) throws Exception {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        ExportResult result =
                RunningJob.run(Export.of(store, ExportOptions.of(format, target).withReplace(true)));
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak =
                pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                Locale.ROOT,
                "%-12s %,d rows, %.1f s, %,d rows/s, %,.1f MB, peak heap %,d MiB, resident peak %s%n",
                format,
                result.rows(),
                seconds,
                Math.round(result.rows() / seconds),
                result.bytes() / 1e6,
                peak >> 20,
                residentPeak());
    }

    private static String residentPeak() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .map(line -> line.substring(6).strip())
                .orElse("unknown");
    }

    private static Recipe recipe() {
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

    private static RunRow row(long number) {
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
