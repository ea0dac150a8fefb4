package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.gpumonitor.estimate.ContextSettings;
import studio.athanor.gpumonitor.estimate.HostProcessor;
import studio.athanor.gpumonitor.estimate.MemoryEstimate;
import studio.athanor.gpumonitor.estimate.ModelLayout;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.LayerPlan.Share;

/** Plans over several devices in real workers: what was planned is there and only there. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class PlanObedienceTest {

    private static final int DEVICES = 4;
    private static final int LAYERS = 9;
    private static final int CONTEXT = 512;

    /** The engine reports hundredths of a MiB. */
    private static final long REPORTED_TO = 32_000;

    private static final LoadOptions OPTIONS = LoadOptions.defaults()
            .withContextTokens(CONTEXT)
            .withMicroBatchTokens(32)
            .withThreads(1);

    private static final HollowModel.Measures MEASURES =
            new HollowModel.Measures(LAYERS - 1, 256, 4, 2, 64, 512, 8, 2, 256, 0, 2048, 1024, false, GgufType.F16);

    @TempDir
    private static Path folder;

    private static Map<String, String> devices = Map.of();
    private static Path plain = Path.of("");
    private static Path experts = Path.of("");

    @BeforeAll
    static void makeDevicesAndModels() throws Exception {
        devices = SoftwareDevices.orSkip(DEVICES, folder);
        plain = folder.resolve("plain.gguf");
        new HollowModel(HollowModel.Family.LLAMA, MEASURES).write(plain);
        experts = folder.resolve("experts.gguf");
        new HollowModel(HollowModel.Family.QWEN3_MOE, MEASURES).write(experts);
    }

    @Test
    void showsAWorkerTheCardsOfItsPlanOnly() throws Exception {
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), devices)) {
            assertThat(cards(workers.devices(Workers.LLAMA)))
                    .containsExactly("Vulkan0", "Vulkan1", "Vulkan2", "Vulkan3");
            assertThat(cards(workers.devices(Workers.LLAMA, Map.of("GGML_VK_VISIBLE_DEVICES", "3,0"))))
                    .as("a worker counts anew what it sees")
                    .containsExactly("Vulkan0", "Vulkan1");
        }
    }

    @Test
    void usesOneOfTwoDevices() throws Exception {
        obeys(2, plain, LayerPlan.of(new Share("Vulkan1", LAYERS)), "1");
    }

    @Test
    void usesTwoOfThreeDevicesInThePlansOrder() throws Exception {
        obeys(3, plain, LayerPlan.of(new Share("Vulkan2", 2), new Share("Vulkan0", LAYERS - 2)), "2,0");
    }

    @Test
    void leavesLayersOnTheHostBesideThreeOfFourDevices() throws Exception {
        obeys(
                4,
                plain,
                LayerPlan.of(new Share("Vulkan3", 1), new Share("Vulkan1", 3), new Share("Vulkan0", 2)),
                "3,1,0");
    }

    @Test
    void usesAllFourDevicesBackwards() throws Exception {
        obeys(
                4,
                plain,
                LayerPlan.of(
                        new Share("Vulkan3", 1),
                        new Share("Vulkan2", 2),
                        new Share("Vulkan1", 3),
                        new Share("Vulkan0", 3)),
                "3,2,1,0");
    }

    @Test
    void keepsExpertsOnTheHost() throws Exception {
        obeys(
                3,
                experts,
                new LayerPlan(List.of(new Share("Vulkan2", 4), new Share("Vulkan1", 5)), Set.of(0, 1, 5)),
                "2,1");
    }

    @Test
    void touchesNoCardForThePlanWithoutOne() throws Exception {
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), devices);
                SupervisedEngine engine = open(workers, plain, DevicePlan.CPU)) {
            assertThat(Workers.given(engine)).containsOnlyKeys(HostBudget.ID);
            assertThat(Workers.libraries(engine))
                    .anyMatch(library -> library.startsWith("libggml-cpu"))
                    .noneMatch(library -> library.startsWith("libggml-vulkan") || library.startsWith("libvulkan"));
        }
    }

    @Test
    void refusesMoreLayersThanTheModelHas() {
        refuses(
                devices,
                EngineException.InvalidRequest.class,
                "Vulkan2",
                new DevicePlan.Share("Vulkan0", 5),
                new DevicePlan.Share("Vulkan2", LAYERS - 4));
    }

    @Test
    void refusesADeviceThatTheStudioNeverSaw() {
        refuses(devices, EngineException.RuntimeUnavailable.class, "Vulkan7", new DevicePlan.Share("Vulkan7", LAYERS));
        refuses(
                devices,
                EngineException.RuntimeUnavailable.class,
                "Vulkan7",
                new DevicePlan.Share("Vulkan1", 4),
                new DevicePlan.Share("Vulkan7", 5));
    }

    @Test
    void refusesADeviceWhoseDriverIsGone() throws IOException {
        String[] drivers = devices.getOrDefault("VK_ICD_FILENAMES", "").split(":", -1);
        Map<String, String> fewer = new HashMap<>(devices);
        String left = String.join(":", drivers[0], drivers[1]);
        fewer.put("VK_ICD_FILENAMES", left);
        fewer.put("VK_DRIVER_FILES", left);
        assertThat(Files.exists(Path.of(drivers[3]))).isTrue();

        refuses(fewer, EngineException.RuntimeUnavailable.class, "Vulkan3", new DevicePlan.Share("Vulkan3", LAYERS));
    }

    private static void obeys(int seen, Path model, LayerPlan plan, String visible) throws Exception {
        Map<String, String> environment = SoftwareDevices.first(seen, devices);
        DevicePlan devicePlan = new DevicePlan(
                plan.shares().stream()
                        .map(share -> new DevicePlan.Share(share.deviceId(), share.layers()))
                        .toList(),
                plan.hostTensors());
        Set<String> planned =
                plan.shares().stream().map(Share::deviceId).collect(Collectors.toCollection(TreeSet::new));
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), environment);
                SupervisedEngine engine = open(workers, model, devicePlan)) {
            assertThat(Workers.variable(engine, "GGML_VK_VISIBLE_DEVICES")).isEqualTo(visible);
            Map<String, ProbeProcess.Given> given = Workers.given(engine);
            planned.add(HostBudget.ID);
            assertThat(given.keySet()).isEqualTo(planned);
            MemoryEstimate estimate = MemoryEstimate.of(
                    ModelLayout.read(model),
                    ContextSettings.chat(CONTEXT, 1).withBatches(2048, 32),
                    plan,
                    HostProcessor.PLAIN,
                    Map.of());
            for (MemoryEstimate.DeviceMemory device : estimate.devices()) {
                ProbeProcess.Given got = given.getOrDefault(device.deviceId(), new ProbeProcess.Given(0, 0, 0));
                assertThat(Math.abs(got.weights() - device.weightBytes()))
                        .as("weights: %s but %s", device, got)
                        .isLessThan(REPORTED_TO);
                assertThat(Math.abs(got.cache() - device.cacheBytes()))
                        .as("cache: %s but %s", device, got)
                        .isLessThan(REPORTED_TO);
            }
        }
    }

    private static List<String> cards(List<EngineDevice> devices) {
        return devices.stream()
                .filter(device -> device.kind() != EngineDevice.Kind.CPU)
                .map(EngineDevice::id)
                .toList();
    }

    private static SupervisedEngine open(WorkerEngines workers, Path model, DevicePlan plan)
            throws EngineException, InterruptedException {
        return workers.open(Workers.LLAMA, new OpenRequest(model.toString(), OPTIONS, plan), LoadObserver.NONE);
    }

    private static void refuses(
            Map<String, String> environment,
            Class<? extends EngineException> failure,
            String named,
            DevicePlan.Share... shares) {
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), environment)) {
            assertThatThrownBy(() -> open(workers, plain, new DevicePlan(List.of(shares))))
                    .isInstanceOf(failure)
                    .hasMessageContaining(named);
        }
    }
}
