package studio.athanor.engines.worker.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.DeviceVisibility;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;

/**
 * A fake engine. What a load does is the model file's name: {@code reject}, {@code abort}, {@code segfault}, {@code
 * exit-N}, {@code slow-MILLIS} (with progress), {@code stuck} (ignores interrupts), {@code heap}, {@code once-MARK} (dies
 * if the folder MARK beside it exists, and creates it otherwise); any other name loads.
 */
public final class FakeEngineProvider implements EngineProvider {

    public static final String ID = "fake";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Fake engine";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.CHAT, Capability.EMBED);
    }

    @Override
    public boolean accepts(Path model) {
        return true;
    }

    @Override
    public Availability check(EngineEnvironment environment) {
        return new Availability.Available(
                "Fake 1", environment.runtimeFolder("fake").orElse(""));
    }

    @Override
    public List<EngineDevice> devices(EngineEnvironment environment) throws EngineException {
        if (environment.runtimeFolder("fake").orElse("").equals("abort")) {
            FakeCrash.abort();
        }
        return List.of(new EngineDevice(
                "Fake0", "Fake device", EngineDevice.Kind.GPU, OptionalLong.of(1L << 33), OptionalLong.empty()));
    }

    /** Measures any device but two: {@code Broken0} crashes, {@code Full0} runs out of memory. */
    @Override
    public Optional<MeasuredBandwidth> measureBandwidth(EngineEnvironment environment, String deviceId) {
        switch (deviceId) {
            case "Broken0" -> FakeCrash.segfault();
            case "Full0" -> {
                System.err.println("ggml_vulkan: Device memory allocation of size 268435456 failed.");
                FakeCrash.abort();
            }
            default -> {
                return Optional.of(new MeasuredBandwidth(12.5e9, 1L << 28, 40));
            }
        }
        return Optional.empty();
    }

    /** Hides all cards but one where that one is planned. */
    @Override
    public DeviceVisibility visibility(DevicePlan plan, Map<String, String> environment) {
        return plan.equals(DevicePlan.single("Fake1"))
                ? new DeviceVisibility(Map.of("GGML_VK_VISIBLE_DEVICES", "1"), Map.of("Fake0", "Fake1"))
                : DeviceVisibility.ALL;
    }

    @Override
    public Engine open(EngineEnvironment environment, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        Path file = Path.of(request.modelFile());
        String[] command = String.valueOf(file.getFileName()).split("-", 2);
        observer.progress("weights", 0.5);
        switch (command[0]) {
            case "reject" ->
                throw new EngineException.ModelRejected("The fake model is rejected.", "Use another.", "fake details");
            case "abort" -> FakeCrash.abort();
            case "segfault" -> FakeCrash.segfault();
            case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(command[1]));
            case "slow" -> slowly(Integer.parseInt(command[1]), observer);
            case "stuck" -> FakeCrash.hang();
            case "heap" -> FakeCrash.fillHeap();
            case "once" -> dieTheSecondTime(file.resolveSibling(command[1]));
            default -> observer.progress("weights", 1);
        }
        return new FakeEngine(model(request));
    }

    private static void slowly(int millis, LoadObserver observer) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            TimeUnit.MICROSECONDS.sleep(millis * 10L);
            observer.progress("weights", i / 100.0);
        }
    }

    private static void dieTheSecondTime(Path mark) {
        if (!mark.toFile().mkdir()) {
            System.err.println("GGML_ASSERT(second time) failed");
            FakeCrash.abort();
        }
    }

    private static LoadedModel model(OpenRequest request) {
        return new LoadedModel(
                ID,
                "Fake 1",
                request.modelFile(),
                "Fake",
                "fake",
                "fake 1B Q4_0",
                1_000_000_000L,
                500_000_000L,
                4096,
                request.options().contextTokens().orElse(2048),
                request.options().parallelSequences(),
                1,
                32000,
                OptionalInt.of(FakeEngine.EMBEDDING_SIZE),
                Optional.empty(),
                Set.of(Capability.CHAT, Capability.EMBED),
                List.of(new LoadedModel.MemoryUse("CPU", 500_000_000L, 1000, 10)),
                List.of());
    }
}
