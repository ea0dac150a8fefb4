package studio.athanor.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.gguf.synth.HollowModel.Measures;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;
import studio.athanor.gpumonitor.estimate.ContextSettings;
import studio.athanor.gpumonitor.estimate.HostProcessor;
import studio.athanor.gpumonitor.estimate.MemoryEstimate;
import studio.athanor.gpumonitor.estimate.ModelLayout;
import studio.athanor.gpumonitor.placement.LayerPlan;

/** Random models, settings and plans that llama.cpp can load, in a folder. */
final class RandomLoads {

    private static final List<Family> FAMILIES = List.of(Family.values());

    private static final List<GgufType> TYPES = List.of(
            GgufType.F16, GgufType.BF16, GgufType.Q8_0, GgufType.Q5_0, GgufType.Q4_0, GgufType.Q4_K, GgufType.Q6_K);

    private final Path folder;
    private final HostProcessor processor;

    RandomLoads(Path folder, HostProcessor processor) {
        this.folder = folder;
        this.processor = processor;
    }

    /** Returns how this machine multiplies. */
    static HostProcessor processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> HostProcessor.ofFlags(
                            Set.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+"))))
                    .orElse(HostProcessor.PLAIN);
        }
    }

    /** A load with what the estimate says of it. */
    record Case(Family family, MemoryProbe.Load load, MemoryEstimate estimate) {}

    /** Makes the model of a seed, and the load; families take turns. */
    Case of(long seed, int devices) throws IOException, GgufException {
        SplittableRandom random = new SplittableRandom(seed);
        Family family = FAMILIES.get((int) (seed % FAMILIES.size()));
        Measures measures = measures(family, devices, random);
        Path file = folder.resolve("model-" + seed + ".gguf");
        new HollowModel(family, measures).write(file);
        LayerPlan plan = plan(family, measures.layers() + 1, devices, random);
        ContextSettings settings = settings(family, random);
        ModelLayout layout = ModelLayout.read(file);
        MemoryEstimate estimate = MemoryEstimate.of(layout, settings, plan, processor, Map.of());
        return new Case(family, load(file, settings, plan), estimate);
    }

    private static Measures measures(Family family, int devices, SplittableRandom random) {
        int headLength = 64 << random.nextInt(2);
        int kvHeads = 1 << random.nextInt(3);
        int heads = kvHeads << random.nextInt(3);
        int width = 256 * (1 + random.nextInt(4));
        boolean byWidth = switch (family) {
            case LLAMA, LFM2, JAMBA -> true;
            default -> false;
        };
        if (byWidth) {
            heads = Math.max(kvHeads, width / headLength);
            heads -= heads % kvHeads;
            width = heads * headLength;
            width += (256 - width % 256) % 256;
            heads = width / headLength;
            kvHeads = heads % kvHeads == 0 ? kvHeads : 1;
        }
        return new Measures(
                2 + random.nextInt(11),
                width,
                heads,
                kvHeads,
                family == Family.DEEPSEEK2 ? 32 + 256 * (1 + random.nextInt(2)) : headLength,
                256 * (1 + random.nextInt(6)),
                2 << random.nextInt(4),
                2,
                256 * (1 + random.nextInt(3)),
                64 << random.nextInt(4),
                8192,
                512 + random.nextInt(30_000),
                family != Family.GPT_OSS && random.nextBoolean(),
                family == Family.DEEPSEEK2 && devices == 0 ? GgufType.BF16 : TYPES.get(random.nextInt(TYPES.size())));
    }

    /**
     * Latent attention always gets a device where there is one, and else a type that AMX does not know: on a processor
     * with AMX alone, llama.cpp 0.5.0 puts three-dimensional matrices where it cannot multiply them, and ends the process.
     * Layers without heads never get a device
     * for themselves: it cannot make a cache of 0 bytes.
     */
    private static LayerPlan plan(Family family, int layers, int devices, SplittableRandom random) {
        List<LayerPlan.Share> shares = new ArrayList<>();
        int left = layers;
        int used = random.nextInt(devices + 1);
        if (family == Family.DEEPSEEK2) {
            used = Math.min(devices, Math.max(1, used));
        } else if (family == Family.DECI) {
            used = Math.min(1, used);
        }
        int offset = random.nextInt(Math.max(1, devices));
        for (int i = 0; i < used && left > 0; i++) {
            int taken = i + 1 == used && random.nextInt(3) != 0 ? left : 1 + random.nextInt(left);
            shares.add(new LayerPlan.Share("Vulkan" + (offset + i) % devices, taken));
            left -= taken;
        }
        return new LayerPlan(shares, Set.of());
    }

    private static ContextSettings settings(Family family, SplittableRandom random) {
        int sequences = 1 + random.nextInt(4);
        ContextSettings settings = ContextSettings.chat(100 + random.nextInt(3000), sequences)
                .withBatches(Math.max(sequences, 64 << random.nextInt(5)), 32 << random.nextInt(5))
                .withFlashAttention(random.nextInt(4) != 0);
        List<GgufType> keys = List.of(GgufType.F16, GgufType.F32, GgufType.Q8_0, GgufType.Q4_0, GgufType.BF16);
        GgufType key = keys.get(random.nextInt(keys.size()));
        GgufType value = keys.get(random.nextInt(keys.size()));
        if (family == Family.DEEPSEEK2) {
            key = random.nextBoolean() ? GgufType.F16 : GgufType.Q8_0;
            value = key;
            settings = settings.withFlashAttention(true);
        }
        return settings.withCacheTypes(key, !settings.flashAttention() && value.isQuantized() ? GgufType.F16 : value);
    }

    private static MemoryProbe.Load load(Path file, ContextSettings settings, LayerPlan plan) {
        return new MemoryProbe.Load(
                file.toString(),
                settings.contextTokens(),
                settings.sequences(),
                settings.batchTokens(),
                settings.microBatchTokens(),
                CacheType.valueOf(settings.keyType().name()),
                CacheType.valueOf(settings.valueType().name()),
                settings.flashAttention() ? FlashAttention.ON : FlashAttention.OFF,
                plan.shares().stream()
                        .map(share -> share.deviceId() + ":" + share.layers())
                        .collect(Collectors.joining(",")));
    }
}
