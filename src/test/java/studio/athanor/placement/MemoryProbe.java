package studio.athanor.placement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import studio.athanor.engines.llama.LlamaProvider;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.TextEngine;

/**
 * A program that loads models on the real llama.cpp and says what they took. It runs in a process of its own, as a process's
 * environment decides which devices it sees. Reads one load per line, writes one line for each.
 */
final class MemoryProbe {

    static final String ANSWER = "probe:";

    private MemoryProbe() {}

    /**
     * One load.
     *
     * @param shares devices with their layers, for example {@code Vulkan0:3,Vulkan1:4}; empty for the processor
     */
    record Load(
            String file,
            int context,
            int sequences,
            int batch,
            int microBatch,
            CacheType key,
            CacheType value,
            FlashAttention flash,
            String shares) {

        String line() {
            return String.join(
                    "|",
                    file,
                    "" + context,
                    "" + sequences,
                    "" + batch,
                    "" + microBatch,
                    key.name(),
                    value.name(),
                    flash.name(),
                    shares);
        }

        static Load of(String line) {
            String[] f = line.split("\\|", -1);
            return new Load(
                    f[0],
                    Integer.parseInt(f[1]),
                    Integer.parseInt(f[2]),
                    Integer.parseInt(f[3]),
                    Integer.parseInt(f[4]),
                    CacheType.valueOf(f[5]),
                    CacheType.valueOf(f[6]),
                    FlashAttention.valueOf(f[7]),
                    f[8]);
        }

        private LoadOptions options() {
            return new LoadOptions(
                    OptionalInt.of(context),
                    sequences,
                    OptionalInt.of(batch),
                    OptionalInt.of(microBatch),
                    key,
                    value,
                    flash,
                    OptionalInt.of(1),
                    OptionalInt.of(1),
                    List.of(),
                    false,
                    false,
                    false);
        }

        private DevicePlan plan() {
            List<DevicePlan.Share> planned = new ArrayList<>();
            for (String share : shares.isEmpty() ? new String[0] : shares.split(",")) {
                String[] parts = share.split(":");
                planned.add(new DevicePlan.Share(parts[0], Integer.parseInt(parts[1])));
            }
            return new DevicePlan(planned);
        }
    }

    /**
     * Loads what the lines of its input say.
     *
     * @param arguments the folder of the native runtime
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        EngineEnvironment environment = new EngineEnvironment(Map.of("ggml", arguments[0]));
        LlamaProvider provider = new LlamaProvider();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(ANSWER + answer(provider, environment, Load.of(line)));
            System.out.flush();
        }
    }

    private static String answer(LlamaProvider provider, EngineEnvironment environment, Load load)
            throws InterruptedException {
        OpenRequest request = new OpenRequest(load.file(), load.options(), load.plan());
        try (TextEngine engine = (TextEngine) provider.open(environment, request, LoadObserver.NONE)) {
            StringBuilder answer = new StringBuilder();
            for (MemoryUse use : engine.model().memory()) {
                answer.append(use.deviceId())
                        .append('=')
                        .append(use.modelBytes())
                        .append(',')
                        .append(use.cacheBytes())
                        .append(',')
                        .append(use.computeBytes())
                        .append(';');
            }
            return answer.toString();
        } catch (EngineException e) {
            return "failed " + e.getMessage() + " "
                    + e.details().orElse("").lines().reduce((a, b) -> b).orElse("");
        }
    }
}
