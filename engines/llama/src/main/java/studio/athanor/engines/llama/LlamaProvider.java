package studio.athanor.engines.llama;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.engines.ggml.GgmlDevice;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.RuntimeFolder;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.DeviceVisibility;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;

/**
 * Chat and embeddings with llama.cpp's shared libraries, on GGUF models. The runtime folder {@code ggml} of the environment
 * holds the libraries.
 */
public final class LlamaProvider implements EngineProvider {

    /** Name of the runtime in {@link EngineEnvironment#runtimeFolders()}. */
    public static final String RUNTIME = "ggml";

    private static final byte[] MAGIC = {'G', 'G', 'U', 'F'};

    /** Creates the provider; loads nothing. */
    public LlamaProvider() {}

    @Override
    public String id() {
        return "llama";
    }

    @Override
    public String displayName() {
        return "llama.cpp";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.CHAT, Capability.EMBED);
    }

    @Override
    public boolean accepts(Path model) {
        if (!String.valueOf(model.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gguf")
                || !Files.isRegularFile(model)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(model)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Availability check(EngineEnvironment environment) {
        try {
            RuntimeFolder folder = folder(environment);
            String build = folder.versionInName()
                    .map(version -> "llama.cpp " + version)
                    .orElse("llama.cpp");
            return new Availability.Available(build, folder.folder().toString());
        } catch (RuntimeUnavailable e) {
            return new Availability.Unavailable(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    @Override
    public List<EngineDevice> devices(EngineEnvironment environment) throws EngineException {
        GgmlRuntime runtime = GgmlRuntime.load(folder(environment));
        runtime.loadAccelerators();
        return runtime.devices().stream().map(GgmlDevice::facts).toList();
    }

    @Override
    public DeviceVisibility visibility(DevicePlan plan, Map<String, String> environment) {
        return VisibleDevices.of(plan, environment);
    }

    @Override
    public Map<String, Long> measureCompute(EngineEnvironment environment, OpenRequest request)
            throws EngineException, InterruptedException {
        GgmlRuntime runtime = GgmlRuntime.load(folder(environment));
        return new ModelLoader(runtime, Libllama.bind(runtime), request, LoadObserver.NONE).measureCompute();
    }

    @Override
    public Optional<MeasuredBandwidth> measureBandwidth(EngineEnvironment environment, String deviceId)
            throws EngineException, InterruptedException {
        GgmlRuntime runtime = GgmlRuntime.load(folder(environment));
        runtime.loadAccelerators();
        GgmlDevice device = runtime.device(deviceId)
                .orElseThrow(() -> new EngineException.Unsupported(
                        "There is no device " + deviceId + " any more; found are "
                                + runtime.devices().stream()
                                        .map(found -> found.facts().id())
                                        .collect(Collectors.joining(", "))
                                + ".",
                        "Look for the devices again. If it was there before, check its driver and its seat.",
                        null));
        return Optional.of(runtime.measureBandwidth(device, PhysicalCores.count()));
    }

    @Override
    public Engine open(EngineEnvironment environment, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        GgmlRuntime runtime = GgmlRuntime.load(folder(environment));
        Libllama libllama = Libllama.bind(runtime);
        ModelLoader.LoadedNative loaded = new ModelLoader(runtime, libllama, request, observer).load();
        NativeModel model = loaded.model();
        ModelTemplate template = ModelTemplate.of(libllama.models().chatTemplate(model.handle()), model.tokenizer());
        return new LlamaEngine(
                ModelFacts.of(loaded, template, request, id()),
                model,
                new PromptReader(model.tokenizer(), template),
                runtime.log());
    }

    private static RuntimeFolder folder(EngineEnvironment environment) throws RuntimeUnavailable {
        String folder = environment
                .runtimeFolder(RUNTIME)
                .orElseThrow(() -> new RuntimeUnavailable(
                        "No folder of llama.cpp's libraries is configured.",
                        "Install the package again, or set the runtime folder of ggml to an unpacked llama.cpp 0.5.x"
                                + " release.",
                        null));
        return RuntimeFolder.find(Path.of(folder));
    }
}
