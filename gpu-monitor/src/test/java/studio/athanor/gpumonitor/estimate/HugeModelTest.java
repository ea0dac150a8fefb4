package studio.athanor.gpumonitor.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.gpumonitor.placement.Bandwidth;
import studio.athanor.gpumonitor.placement.ContextSearch;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.KnownBandwidths;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.PlacementRequest;
import studio.athanor.gpumonitor.placement.Planner;

/** From a file of hundreds of GiB, most of them a hole, to a plan. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems may give a hole real blocks")
class HugeModelTest {

    private static final long GIB = 1L << 30;
    private static final long MOST_MILLISECONDS = 5000;

    @TempDir
    private Path folder;

    private static DeviceBudget card(String id, String name, long gib) {
        return DeviceBudget.of(
                id,
                name,
                gib * GIB,
                gib * GIB,
                GIB,
                KnownBandwidths.ofName(name).orElseThrow());
    }

    private static HostBudget host(long gib) {
        return new HostBudget(gib * GIB, 8 * GIB, Bandwidth.ofGigabytesPerSecond(80, Bandwidth.Source.GUESSED), true);
    }

    @Test
    void plansALlamaOf70BillionParametersOnTwoCards() throws Exception {
        Path file = Hollow.file(Family.LLAMA, Hollow.LLAMA_70B, folder);
        List<DeviceBudget> cards =
                List.of(card("CUDA0", "NVIDIA GeForce RTX 3090", 24), card("CUDA1", "NVIDIA GeForce RTX 4090", 24));

        long start = System.nanoTime();
        ModelLayout layout = ModelLayout.read(file);
        ContextSettings settings = ContextSettings.chat(8192, 1);
        PlacementRequest request = PlacementRequest.of(
                layout.demand("Llama 70B", settings, List.of("CUDA0", "CUDA1")),
                cards,
                host(64),
                Objective.FASTEST_ANSWER);
        Placement placement = Planner.plan(request);
        long milliseconds = (System.nanoTime() - start) / 1_000_000;

        report(file, milliseconds, placement);
        assertThat(placement.plan().layers()).isEqualTo(81);
        assertThat(placement.verdict()).isEqualTo(Placement.Verdict.FITS);
        assertThat(milliseconds).isLessThan(MOST_MILLISECONDS);

        ContextSearch.Longest longest = ContextSearch.longest(
                context -> layout.demand("Llama 70B", settings.withContextTokens(context), List.of("CUDA0", "CUDA1")),
                request.withHost(host(64).withComputes(false)),
                1024,
                131_072);
        System.out.println("longest context on the cards alone: " + longest.contextTokens());
        assertThat(longest.contextTokens()).isBetween(8192, 65_536);
    }

    @Test
    void plansADeepSeekOf671BillionParametersWithExpertsOnTheHost() throws Exception {
        Path file = Hollow.file(Family.DEEPSEEK2, Hollow.DEEPSEEK_671B, folder);

        long start = System.nanoTime();
        ModelLayout layout = ModelLayout.read(file);
        PlacementRequest request = PlacementRequest.of(
                layout.demand("DeepSeek V3", ContextSettings.chat(8192, 1), List.of("CUDA0", "CUDA1")),
                List.of(card("CUDA0", "NVIDIA RTX A6000", 48), card("CUDA1", "NVIDIA GeForce RTX 4090", 24)),
                host(512),
                Objective.FASTEST_ANSWER);
        Placement placement = Planner.plan(request);
        long milliseconds = (System.nanoTime() - start) / 1_000_000;

        report(file, milliseconds, placement);
        assertThat(file.toFile().length()).isGreaterThan(340 * GIB);
        assertThat(placement.plan().layers()).isEqualTo(62);
        assertThat(placement.plan().expertsOnHost()).hasSizeGreaterThan(40);
        assertThat(milliseconds).isLessThan(MOST_MILLISECONDS);
    }

    private static void report(Path file, long milliseconds, Placement placement) {
        System.out.println(file.toFile().length() / GIB + " GiB: from file to plan " + milliseconds + " ms");
        placement.explanation().forEach(System.out::println);
    }
}
