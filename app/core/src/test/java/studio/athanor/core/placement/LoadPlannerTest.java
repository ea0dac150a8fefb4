package studio.athanor.core.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.gpumonitor.placement.Bandwidth;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.reading.HostMemory;

class LoadPlannerTest {

    private static final long GIB = 1L << 30;
    private static final EngineDevice FAST = card("CUDA0", "NVIDIA GeForce RTX 3090", 24);
    private static final EngineDevice SLOW = card("CUDA1", "NVIDIA GeForce RTX 2060", 12);

    /** Llama 3 8B as Q4_K: 4.5 GiB. */
    private static final HollowModel.Measures EIGHT_BILLION =
            new HollowModel.Measures(32, 4096, 32, 8, 128, 14_336, 0, 0, 0, 0, 131_072, 1024, false, GgufType.Q4_K);

    /** Llama 3 70B as Q4_K: 36 GiB. */
    private static final HollowModel.Measures SEVENTY_BILLION =
            new HollowModel.Measures(80, 8192, 64, 8, 128, 28_672, 0, 0, 0, 0, 131_072, 1024, false, GgufType.Q4_K);

    private final LoadPlanner planner = new LoadPlanner(
            () -> new HostMemory(OptionalLong.of(64 * GIB), OptionalLong.of(48 * GIB), OptionalLong.empty()));

    @TempDir
    private Path folder;

    private Path small;

    @BeforeEach
    void writeModel() throws Exception {
        small = folder.resolve("small.gguf");
        new HollowModel(HollowModel.Family.LLAMA, EIGHT_BILLION).write(small);
    }

    @Test
    void putsWhatFitsOnTheFastestCardAlone() throws Exception {
        PlannedLoad planned = plan(small, List.of(SLOW, FAST), PlacementWishes.NONE);

        assertThat(planned.devicePlan().shares()).containsExactly(new DevicePlan.Share("CUDA0", 33));
        assertThat(planned.placement().verdict()).isEqualTo(Placement.Verdict.FITS);
        assertThat(planned.reasons()).isNotEmpty();
    }

    @Test
    void believesAMeasurementMoreThanADataSheet() throws Exception {
        LoadPlanner measuring = new LoadPlanner(
                () -> new HostMemory(OptionalLong.of(64 * GIB), OptionalLong.of(48 * GIB), OptionalLong.empty()),
                devices -> Map.of(
                        "CUDA0", Bandwidth.ofGigabytesPerSecond(120, Bandwidth.Source.MEASURED),
                        "CPU", Bandwidth.ofGigabytesPerSecond(25, Bandwidth.Source.MEASURED)));
        EngineDevice processor =
                new EngineDevice("CPU", "Ryzen", EngineDevice.Kind.CPU, OptionalLong.empty(), OptionalLong.empty());

        PlannedLoad planned = measuring.plan(
                "model", small, LoadOptions.defaults(), List.of(processor, SLOW, FAST), PlacementWishes.NONE);

        assertThat(planned.devicePlan().shares())
                .as("the card that is faster by its name was measured to be slower")
                .containsExactly(new DevicePlan.Share("CUDA1", 33));
        assertThat(planned.reasons()).anyMatch(reason -> reason.contains("336 GB/s (by its data sheet)"));
        assertThat(planned.request().host().bandwidth())
                .isEqualTo(Bandwidth.ofGigabytesPerSecond(25, Bandwidth.Source.MEASURED));
        assertThat(plan(small, List.of(processor, FAST), PlacementWishes.NONE)
                        .request()
                        .host()
                        .bandwidth()
                        .source())
                .isEqualTo(Bandwidth.Source.GUESSED);
    }

    @Test
    void obeysExclusions() throws Exception {
        PlannedLoad planned = plan(small, List.of(SLOW, FAST), PlacementWishes.NONE.withExcluded(Set.of("CUDA0")));

        assertThat(planned.devicePlan().shares()).containsExactly(new DevicePlan.Share("CUDA1", 33));
    }

    @Test
    void pricesTheExpertsThatAPlanByHandKeepsOnTheHost() throws Exception {
        Path mixture = folder.resolve("mixture.gguf");
        new HollowModel(
                        HollowModel.Family.QWEN3_MOE,
                        new HollowModel.Measures(
                                8, 2048, 16, 4, 128, 6144, 32, 4, 1024, 0, 8192, 1024, false, GgufType.Q4_K))
                .write(mixture);
        List<DevicePlan.Share> shares = List.of(new DevicePlan.Share("CUDA0", 7));
        Optional<String> tensors = new LayerPlan(List.of(), Set.of(1, 2, 5)).hostTensors();

        PlannedLoad kept = price(mixture, new DevicePlan(shares, tensors));
        PlannedLoad all = price(mixture, new DevicePlan(shares));

        assertThat(kept.placement().plan().expertsOnHost())
                .as("layer 1 is on the host anyway")
                .containsExactlyInAnyOrder(2, 5);
        assertThat(weights(kept)).isLessThan(weights(all));
        assertThat(LayerPlan.expertLayers("blk\\.1\\.ffn")).isEmpty();
    }

    private PlannedLoad price(Path model, DevicePlan plan) throws EngineException {
        return planner.price("mixture", model, LoadOptions.defaults(), List.of(FAST), PlacementWishes.NONE, plan);
    }

    private static long weights(PlannedLoad load) {
        return load.placement().stage("CUDA0").orElseThrow().weightBytes();
    }

    @Test
    void keepsReserves() throws Exception {
        PlannedLoad planned =
                plan(small, List.of(FAST), PlacementWishes.NONE.withReserveBytes(Map.of("CUDA0", 21 * GIB)));

        Placement.Stage stage = planned.placement().stage("CUDA0").orElseThrow();
        assertThat(stage.bytes()).isLessThanOrEqualTo(3 * GIB);
        assertThat(stage.layers()).isBetween(1, 32);
    }

    @Test
    void bringsLayersBackWhereTheEngineReservesLessThanTheRuleSaid() throws Exception {
        PlannedLoad byRule =
                plan(small, List.of(FAST), PlacementWishes.NONE.withReserveBytes(Map.of("CUDA0", 21 * GIB)));

        PlannedLoad measured = planner.measured(byRule, _ -> Map.of("CUDA0", 1L << 20));

        Placement.Stage stage = measured.placement().stage("CUDA0").orElseThrow();
        assertThat(stage.layers())
                .isGreaterThan(byRule.placement().stage("CUDA0").orElseThrow().layers());
        assertThat(stage.computeBytes()).isEqualTo(1L << 20);
        assertThat(measured.placement().verdict()).isEqualTo(Placement.Verdict.FITS);
    }

    @Test
    void takesLayersOffWhereTheEngineReservesMoreForThePlan() throws Exception {
        PlannedLoad byRule =
                plan(small, List.of(FAST), PlacementWishes.NONE.withReserveBytes(Map.of("CUDA0", 21 * GIB)));
        int most = byRule.placement().stage("CUDA0").orElseThrow().layers();

        PlannedLoad measured = planner.measured(
                byRule, plan -> Map.of("CUDA0", plan.shares().getFirst().layers() >= most ? 2 * GIB : GIB));

        Placement.Stage stage = measured.placement().stage("CUDA0").orElseThrow();
        assertThat(stage.layers()).isBetween(1, most - 1);
        assertThat(stage.bytes()).isLessThanOrEqualTo(3 * GIB);
    }

    @Test
    void returnsTheBestPlanOfThoseThatWereMeasuredAndFit() throws Exception {
        PlannedLoad byRule =
                plan(small, List.of(FAST), PlacementWishes.NONE.withReserveBytes(Map.of("CUDA0", 21 * GIB)));
        int first = byRule.placement().stage("CUDA0").orElseThrow().layers();
        List<Integer> tried = new ArrayList<>();

        PlannedLoad measured = planner.measured(byRule, plan -> {
            int layers = plan.shares().getFirst().layers();
            tried.add(layers);
            return Map.of("CUDA0", layers < first ? 1L << 20 : layers == first ? GIB : 5 * GIB / 2);
        });

        assertThat(tried).hasSize(4);
        assertThat(tried.getLast()).as("fits, and is worse than the second").isLessThan(tried.get(1));
        assertThat(measured.placement().stage("CUDA0").orElseThrow().layers()).isEqualTo(tried.get(1));
    }

    @Test
    void keepsAPlanThatWasMeasuredAndFitsWhereNoBetterOneDoes() throws Exception {
        LoadPlanner poor = new LoadPlanner(
                () -> new HostMemory(OptionalLong.of(8 * GIB), OptionalLong.of(4 * GIB), OptionalLong.empty()));
        PlannedLoad byRule = poor.plan(
                "model",
                small,
                LoadOptions.defaults(),
                List.of(FAST),
                PlacementWishes.NONE.withReserveBytes(Map.of("CUDA0", 21 * GIB)));
        int first = byRule.placement().stage("CUDA0").orElseThrow().layers();

        PlannedLoad measured = poor.measured(
                byRule, plan -> Map.of("CUDA0", plan.shares().getFirst().layers() > first ? 3 * GIB : 1L << 20));

        assertThat(measured.placement().stage("CUDA0").orElseThrow().layers()).isEqualTo(first);
        assertThat(measured.placement().verdict()).isEqualTo(Placement.Verdict.FITS);
    }

    @Test
    void choosesTheProcessorForATinyModelUnlessACardIsPinned() throws Exception {
        Path tiny = folder.resolve("tiny.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(4, 512, 8, 8, 64, 1024, 0, 0, 0, 0, 2048, 300, false, GgufType.Q8_0))
                .write(tiny);
        PlacementWishes pinned =
                new PlacementWishes(Objective.FASTEST_ANSWER, Map.of(), Set.of(), Set.of("CUDA0"), true);

        assertThat(choose(tiny, List.of(FAST), PlacementWishes.NONE).devicePlan())
                .isEqualTo(DevicePlan.CPU);
        assertThat(choose(tiny, List.of(FAST), pinned).devicePlan().shares())
                .containsExactly(new DevicePlan.Share("CUDA0", 5));
        assertThat(choose(small, List.of(FAST), PlacementWishes.NONE)
                        .devicePlan()
                        .shares())
                .containsExactly(new DevicePlan.Share("CUDA0", 33));
    }

    @Test
    void choosesTheProcessorForAModelLargerThanTheMemoryWhereNoCardMayBeUsed() throws Exception {
        Path big = folder.resolve("big.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                80, 8192, 64, 8, 128, 28_672, 0, 0, 0, 0, 131_072, 1024, false, GgufType.F16))
                .write(big);

        for (PlannedLoad planned : List.of(
                choose(big, List.of(), PlacementWishes.NONE),
                choose(big, List.of(SLOW), PlacementWishes.NONE.withExcluded(Set.of("CUDA1"))))) {
            assertThat(planned.devicePlan()).isEqualTo(DevicePlan.CPU);
            assertThat(planned.reasons()).singleElement().asString().contains("read from the disk");
        }
        assertThatThrownBy(() -> choose(big, List.of(SLOW), PlacementWishes.NONE))
                .isInstanceOf(EngineException.OutOfMemory.class);
    }

    @Test
    void countsTheMemoryOfAnIntegratedCardAsThatOfTheHost() throws Exception {
        Path big = folder.resolve("big.gguf");
        new HollowModel(HollowModel.Family.LLAMA, SEVENTY_BILLION).write(big);
        OptionalLong bytes = OptionalLong.of(26 * GIB);
        LoadPlanner laptop = new LoadPlanner(() -> new HostMemory(bytes, bytes, OptionalLong.empty()));
        EngineDevice own = new EngineDevice("Vulkan0", "A card", EngineDevice.Kind.GPU, bytes, bytes);
        EngineDevice shared = new EngineDevice("Vulkan0", "A card", EngineDevice.Kind.INTEGRATED_GPU, bytes, bytes);

        assertThat(laptop.plan("big", big, LoadOptions.defaults(), List.of(own), PlacementWishes.NONE)
                        .placement()
                        .verdict())
                .isEqualTo(Placement.Verdict.FITS);
        assertThatThrownBy(() -> laptop.plan("big", big, LoadOptions.defaults(), List.of(shared), PlacementWishes.NONE))
                .isInstanceOf(EngineException.OutOfMemory.class);
        assertThat(laptop.choose("big", big, LoadOptions.defaults(), List.of(shared), PlacementWishes.NONE)
                        .devicePlan())
                .isEqualTo(DevicePlan.CPU);
    }

    private PlannedLoad choose(Path file, List<EngineDevice> devices, PlacementWishes wishes) throws EngineException {
        return planner.choose("model", file, LoadOptions.defaults(), devices, wishes);
    }

    @Test
    void spreadsForThroughput() throws Exception {
        PlannedLoad planned =
                plan(small, List.of(FAST, SLOW), PlacementWishes.NONE.withObjective(Objective.MOST_THROUGHPUT));

        assertThat(planned.devicePlan().shares()).hasSize(2);
    }

    @Test
    void staysOnTheProcessorWhereNoCardIsThere() throws Exception {
        assertThat(plan(small, List.of(), PlacementWishes.NONE).devicePlan().shares())
                .isEmpty();
    }

    @Test
    void leavesEmulatedCardsOutUnlessTheyAreNamed() {
        EngineDevice emulated = card("Vulkan0", "llvmpipe (LLVM 15.0.6, 256 bits)", 8);

        assertThat(LoadPlanner.withoutSoftware(List.of(FAST, emulated), Set.of()))
                .containsExactly(FAST);
        assertThat(LoadPlanner.withoutSoftware(List.of(FAST, emulated), Set.of("Vulkan0")))
                .containsExactly(FAST, emulated);
    }

    @Test
    void pricesAPlanThatDoesNotFitAndSaysSo() throws Exception {
        Path big = folder.resolve("big.gguf");
        new HollowModel(HollowModel.Family.LLAMA, SEVENTY_BILLION).write(big);

        PlannedLoad priced = planner.price(
                "big",
                big,
                LoadOptions.defaults(),
                List.of(FAST, SLOW),
                PlacementWishes.NONE,
                new DevicePlan(List.of(new DevicePlan.Share("CUDA0", 81))));

        assertThat(priced.placement().verdict()).isEqualTo(Placement.Verdict.DOES_NOT_FIT);
    }

    @Test
    void refusesAPlanForACardThatIsGone() {
        assertThatThrownBy(() -> planner.price(
                        "small",
                        small,
                        LoadOptions.defaults(),
                        List.of(FAST),
                        PlacementWishes.NONE,
                        DevicePlan.single("CUDA7")))
                .isInstanceOf(EngineException.InvalidRequest.class)
                .hasMessageContaining("CUDA7");
    }

    @Test
    void refusesAReserveLargerThanTheCard() {
        assertThatThrownBy(() ->
                        plan(small, List.of(FAST), PlacementWishes.NONE.withReserveBytes(Map.of("CUDA0", 25 * GIB))))
                .isInstanceOf(EngineException.InvalidRequest.class)
                .hasMessageContaining("25.0 GiB");
    }

    @Test
    void leavesACardAloneThatHasLessMemoryThanTheUsualReserve() throws Exception {
        EngineDevice unknown = new EngineDevice(
                "Vulkan1", "A card", EngineDevice.Kind.GPU, OptionalLong.empty(), OptionalLong.empty());
        EngineDevice tiny = new EngineDevice(
                "Vulkan2", "A card", EngineDevice.Kind.GPU, OptionalLong.of(256L << 20), OptionalLong.of(256L << 20));

        PlannedLoad planned = plan(small, List.of(unknown, tiny, FAST), PlacementWishes.NONE);

        assertThat(planned.devicePlan().shares()).containsExactly(new DevicePlan.Share("CUDA0", 33));
        assertThat(planned.placement().untouched()).containsExactly("Vulkan1", "Vulkan2");
    }

    @Test
    void plansAllPartsOfAModel() throws Exception {
        Path parts = SplitModel.write(small, folder.resolve("parts"));

        PlannedLoad planned = plan(parts, List.of(FAST), PlacementWishes.NONE);

        assertThat(planned.placement().stages())
                .isEqualTo(plan(small, List.of(FAST), PlacementWishes.NONE)
                        .placement()
                        .stages());
    }

    @Test
    void readsAModelAgainOfWhichALaterPartHasChanged() throws Exception {
        Path parts = SplitModel.write(small, folder.resolve("parts"));
        var _ = plan(parts, List.of(FAST), PlacementWishes.NONE);

        Files.delete(SplitModel.last(parts));

        assertThatThrownBy(() -> plan(parts, List.of(FAST), PlacementWishes.NONE))
                .isInstanceOf(EngineException.ModelRejected.class)
                .hasMessageContaining("missing");
    }

    @Test
    void asksForMoreMemoryWhereNothingFits() throws Exception {
        Path big = folder.resolve("big.gguf");
        new HollowModel(HollowModel.Family.LLAMA, SEVENTY_BILLION).write(big);
        LoadPlanner poor = new LoadPlanner(
                () -> new HostMemory(OptionalLong.of(8 * GIB), OptionalLong.of(4 * GIB), OptionalLong.empty()));

        assertThatThrownBy(() -> poor.plan("big", big, LoadOptions.defaults(), List.of(SLOW), PlacementWishes.NONE))
                .isInstanceOf(EngineException.OutOfMemory.class);
    }

    @Test
    void findsTheLongestContextThatFitsACard() throws Exception {
        PlannedLoad longest = planner.longestContext(
                "small", small, LoadOptions.defaults(), List.of(SLOW), PlacementWishes.NONE, true);

        // 12 GiB less 0.5 of reserve, 0.25 of overhead, 0.1 of scratch and 3.7 of weights, at 128 KiB a token
        assertThat(longest.settings().contextTokens()).isBetween(58_000, 61_500);
        assertThat(longest.settings().contextTokens() % 256).isZero();
        assertThat(longest.devicePlan().shares()).containsExactly(new DevicePlan.Share("CUDA1", 33));
    }

    @Test
    void placesTwoModelsWhereBothFit() throws Exception {
        EngineDevice one = card("CUDA0", "NVIDIA GeForce RTX 3090", 7);
        EngineDevice other = card("CUDA1", "NVIDIA GeForce RTX 2060", 7);
        LoadOptions options = LoadOptions.defaults().withContextTokens(4096);

        List<PlannedLoad> both = planner.planTogether(
                List.of(
                        new LoadPlanner.Wanted("first", small, options),
                        new LoadPlanner.Wanted("second", small, options)),
                List.of(one, other),
                PlacementWishes.NONE);

        for (String device : List.of("CUDA0", "CUDA1")) {
            long bytes = both.stream()
                    .flatMap(planned -> planned.placement().stage(device).stream())
                    .mapToLong(Placement.Stage::bytes)
                    .sum();
            assertThat(bytes).isPositive().isLessThanOrEqualTo(7 * GIB - PlacementWishes.USUAL_RESERVE_BYTES);
        }
        assertThat(both)
                .allSatisfy(planned -> assertThat(planned.devicePlan().shares().stream()
                                .mapToInt(DevicePlan.Share::layers)
                                .sum())
                        .isEqualTo(33));
    }

    @Test
    void givesUpWhatIsMissedLeastFirst() {
        MemoryLadder ladder = new MemoryLadder(LoadOptions.defaults().withContextTokens(8192));

        assertThat(ladder.next(8192, Optional.empty())).isTrue();
        assertThat(ladder.options().microBatchTokens()).hasValue(128);
        assertThat(ladder.next(8192, Optional.empty())).isTrue();
        assertThat(ladder.options().keyType()).isEqualTo(LoadOptions.CacheType.Q8_0);
        assertThat(ladder.next(8192, Optional.empty())).isTrue();
        assertThat(ladder.options().contextTokens()).hasValue(4096);
        assertThat(ladder.next(4096, Optional.empty())).isTrue();
        assertThat(ladder.options().contextTokens()).hasValue(2048);
        assertThat(ladder.next(2048, Optional.empty())).isFalse();
        assertThat(ladder.taken()).hasSize(4).last().asString().contains("2048 tokens instead of 4096");
    }

    @Test
    void movesLayersToTheHostWhenNothingElseIsLeftToGiveUp() throws Exception {
        MemoryLadder ladder = new MemoryLadder(LoadOptions.defaults()
                .withContextTokens(2048)
                .withMicroBatchTokens(128)
                .withCacheTypes(LoadOptions.CacheType.Q8_0, LoadOptions.CacheType.Q8_0));
        PlannedLoad whole = plan(small, List.of(FAST), PlacementWishes.NONE);

        assertThat(ladder.next(2048, Optional.of(whole))).isTrue();

        PlannedLoad less = plan(small, List.of(FAST), ladder.narrowed(PlacementWishes.NONE));
        assertThat(less.placement().stage("CUDA0").orElseThrow().bytes())
                .isLessThanOrEqualTo(
                        whole.placement().stage("CUDA0").orElseThrow().bytes() * 6 / 10);
        assertThat(ladder.taken()).singleElement().asString().contains("RTX 3090", "processor");
    }

    private PlannedLoad plan(Path file, List<EngineDevice> devices, PlacementWishes wishes) throws EngineException {
        return planner.plan("model", file, LoadOptions.defaults(), devices, wishes);
    }

    private static EngineDevice card(String id, String name, long gib) {
        return new EngineDevice(
                id,
                name,
                EngineDevice.Kind.GPU,
                OptionalLong.of(gib * GIB),
                OptionalLong.of(gib * GIB),
                Optional.empty());
    }
}
