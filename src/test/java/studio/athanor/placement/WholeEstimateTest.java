package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.gpumonitor.estimate.MemoryEstimate;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.reading.HostMemory;

/**
 * Whole plans, as the studio makes them, against what the load takes on every card and on the host: weights, cache, and scratch
 * as the dry run of the engine measured it.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class WholeEstimateTest {

    private static final int DEVICES = 4;
    private static final double MIB = 1024.0 * 1024.0;
    private static final double SHARE = 0.05;
    private static final double FEW_MIB = 16;

    /** Those whose operations software devices have; others make the engine split its graphs. */
    private static final List<Family> FAMILIES =
            List.of(Family.LLAMA, Family.QWEN3_MOE, Family.GEMMA3, Family.QWEN3, Family.GPT_OSS);

    private static final List<Objective> OBJECTIVES = List.of(Objective.values());

    private static final List<GgufType> TYPES = List.of(GgufType.Q8_0, GgufType.Q4_K, GgufType.F16, GgufType.Q6_K);

    @TempDir
    private static Path folder;

    private static Map<String, String> devices = Map.of();

    private final LoadPlanner planner = new LoadPlanner(
            () -> new HostMemory(OptionalLong.of(64L << 30), OptionalLong.of(48L << 30), OptionalLong.empty()));

    @BeforeAll
    static void makeDevices() throws IOException {
        devices = SoftwareDevices.orSkip(DEVICES, folder);
    }

    @Test
    void foreseesWhatALoadTakes() throws Exception {
        assertThat(misses(0, 3, 0.2)).isEmpty();
    }

    @Test
    @Tag("slow")
    void foreseesWhatManyLoadsTake() throws Exception {
        assertThat(misses(100, 20, 1)).isEmpty();
    }

    private List<String> misses(long firstSeed, int count, double scale) throws Exception {
        List<String> misses = new ArrayList<>();
        double worst = 0;
        double worstOnHost = 0;
        double worstRule = 0;
        double largestRule = 0;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            int cards = 2 + (int) (seed % (DEVICES - 1));
            for (Row row : rows(seed, cards, scale)) {
                System.out.println(row);
                if (row.off() > Math.max(FEW_MIB, SHARE * row.takenMib())) {
                    misses.add(row.toString());
                }
                if (row.device().equals(HostBudget.ID)) {
                    worstOnHost = Math.max(worstOnHost, row.off());
                    continue;
                }
                worst = Math.max(worst, row.off());
                worstRule = Math.max(worstRule, row.takenMib() - row.ruleMib());
                largestRule = Math.max(largestRule, row.ruleMib() - row.takenMib());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d plans: at most %.2f MiB off on a card and %.2f on the host; the rule alone is at most %.2f MiB short and %.2f MiB over%n",
                count,
                worst,
                worstOnHost,
                worstRule,
                largestRule);
        return misses;
    }

    /**
     * One device of one plan.
     *
     * @param plan what it is of
     * @param device which
     * @param takenMib as the engine reports it after the load, without what it merely maps along
     * @param plannedMib with measured scratch
     * @param ruleMib with scratch by the rule
     * @param scratchMib the part of the scratch in what was taken
     */
    private record Row(
            String plan, String device, double takenMib, double plannedMib, double ruleMib, double scratchMib) {

        double off() {
            return Math.abs(plannedMib - takenMib);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %s took %.2f MiB (%.2f scratch), planned %.2f (%+.2f), by the rule %.2f (%+.2f)",
                    plan,
                    device,
                    takenMib,
                    scratchMib,
                    plannedMib,
                    plannedMib - takenMib,
                    ruleMib,
                    ruleMib - takenMib);
        }
    }

    private List<Row> rows(long seed, int cards, double scale) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Family family = FAMILIES.get((int) (seed % FAMILIES.size()));
        Path model = folder.resolve("model-" + seed + ".gguf");
        new HollowModel(family, measures(family, random, scale)).write(model);
        LoadOptions options = options(random);
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), SoftwareDevices.first(cards, devices))) {
            List<EngineDevice> seen = workers.devices(Workers.LLAMA);
            PlannedLoad first = planner.plan("model", model, options, seen, wishes(seen, Files.size(model), random));
            PlannedLoad plan = planner.measured(
                    first,
                    tried -> workers.measureCompute(Workers.LLAMA, new OpenRequest(model.toString(), options, tried)));
            Placement byRule = first.withPlan(plan.placement().plan()).placement();
            String again = plan.devicePlan().equals(first.devicePlan()) ? "" : ", planned anew";
            OpenRequest request = new OpenRequest(model.toString(), options, plan.devicePlan());
            try (SupervisedEngine engine = workers.open(Workers.LLAMA, request, LoadObserver.NONE)) {
                Map<String, ProbeProcess.Given> given = Workers.given(engine);
                List<Row> rows = new ArrayList<>();
                long mappedAlong = mappedAlong(plan);
                for (Placement.Stage stage : plan.placement().stages()) {
                    ProbeProcess.Given got = given.getOrDefault(stage.deviceId(), new ProbeProcess.Given(0, 0, 0));
                    rows.add(new Row(
                            seed + " " + family + " over " + cards + again,
                            stage.deviceId(),
                            (got.weights()
                                            - (stage.deviceId().equals(HostBudget.ID) ? mappedAlong : 0)
                                            + got.cache()
                                            + got.compute())
                                    / MIB,
                            stage.bytes() / MIB,
                            byRule.stage(stage.deviceId()).orElseThrow().bytes() / MIB,
                            got.compute() / MIB));
                }
                assertThat(given.keySet())
                        .as("devices that were not planned")
                        .isSubsetOf(rows.stream().map(Row::device).toList());
                return rows;
            }
        }
    }

    /**
     * What the engine counts as the host's only because it maps a file from the host's first tensor to its last: tensors of cards
     * lie between. No page of it is needed, so no plan counts it.
     */
    private static long mappedAlong(PlannedLoad plan) throws IOException {
        MemoryEstimate exact = MemoryEstimate.of(
                plan.layout(), plan.settings(), plan.placement().plan(), RandomLoads.processor(), Map.of());
        return exact.device(HostBudget.ID).orElseThrow().weightBytes() - exact.hostResidentBytes();
    }

    private static HollowModel.Measures measures(Family family, SplittableRandom random, double scale) {
        int heads = 4 * (1 + random.nextInt(3));
        int headLength = 128;
        return new HollowModel.Measures(
                6 + (int) (scale * random.nextInt(20)),
                heads * headLength,
                heads,
                1 << random.nextInt(3),
                headLength,
                256 * (4 + (int) (scale * random.nextInt(17))),
                8,
                2,
                256 * (1 + random.nextInt(3)),
                1024,
                8192,
                4000 + (int) (scale * random.nextInt(60_000)),
                family != Family.GPT_OSS && random.nextBoolean(),
                TYPES.get(random.nextInt(TYPES.size())));
    }

    private static LoadOptions options(SplittableRandom random) {
        CacheType cache = random.nextInt(3) == 0 ? CacheType.Q8_0 : CacheType.F16;
        return new LoadOptions(
                OptionalInt.of(512 << random.nextInt(5)),
                1 + random.nextInt(3),
                OptionalInt.empty(),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(128 << random.nextInt(3)),
                cache,
                cache,
                cache == CacheType.F16 && random.nextInt(3) == 0 ? FlashAttention.OFF : FlashAttention.AUTO,
                OptionalInt.of(1),
                OptionalInt.of(1),
                List.of(),
                false,
                false,
                random.nextBoolean());
    }

    /** All cards, each with room for a part of the model. */
    private static PlacementWishes wishes(List<EngineDevice> seen, long modelBytes, SplittableRandom random) {
        Map<String, Long> reserves = new HashMap<>();
        Set<String> pinned = new TreeSet<>();
        for (EngineDevice device : seen) {
            if (device.kind() != EngineDevice.Kind.CPU) {
                long room = (256L << 20) + Math.round(modelBytes * (0.4 + random.nextDouble()));
                reserves.put(device.id(), Math.max(0, device.freeBytes().orElse(0) - room));
                pinned.add(device.id());
            }
        }
        Objective objective = OBJECTIVES.get(random.nextInt(OBJECTIVES.size()));
        return new PlacementWishes(objective, reserves, Set.of(), pinned, random.nextBoolean());
    }
}
