package studio.athanor.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.engines.spi.LoadOptions;

/** Which model is loaded, and how. */
public final class LoadArguments {

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE|NAME",
            description = "A GGUF file, or the name of a model in the library. Default: the starter model.")
    @Nullable
    String model;

    @Option(names = "--context", paramLabel = "N", description = "Context of a conversation, in tokens.")
    @Nullable
    Integer context;

    @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: one per physical core.")
    @Nullable
    Integer threads;

    @Option(
            names = {"--kv-type", "--kv"},
            paramLabel = "TYPE",
            description = "Type of the KV cache: f16, q8_0, ... Default: f16")
    @Nullable
    String cacheType;

    @Option(names = "--flash-attention", paramLabel = "on|off|auto", description = "Default: auto")
    @Nullable
    String flashAttention;

    @Option(names = "--batch", paramLabel = "N", description = "Most tokens submitted at once.")
    @Nullable
    Integer batch;

    @Option(names = "--ubatch", paramLabel = "N", description = "Most tokens computed at once.")
    @Nullable
    Integer microBatch;

    @Option(names = "--lora", paramLabel = "FILE[=SCALE]", description = "An adapter. May be given again.")
    List<String> loras = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nDevices:%n")
    PlacementArguments placement = new PlacementArguments();

    /** Creates arguments that choose the starter model and the engine's own settings. */
    public LoadArguments() {}

    /** Names the model, as an argument of its own did. */
    public void name(String fileOrName) {
        model = fileOrName;
    }

    /** Returns which device is to get which part. */
    public PlacementArguments placement() {
        return placement;
    }

    /** Returns the options that were typed, for a number of sequences computed at once. */
    public LoadOptions options(int parallel) throws CommandFailure {
        LoadOptions.CacheType cache = cacheType == null
                ? LoadOptions.CacheType.F16
                : choose("--kv-type", cacheType, LoadOptions.CacheType.values());
        return new LoadOptions(
                optional("--context", context),
                parallel,
                optional("--batch", batch),
                optional("--ubatch", microBatch),
                cache,
                cache,
                flashAttention == null
                        ? LoadOptions.FlashAttention.AUTO
                        : choose("--flash-attention", flashAttention, LoadOptions.FlashAttention.values()),
                optional("--threads", threads),
                optional("--threads", threads),
                adapters(),
                false,
                false,
                false);
    }

    private List<LoadOptions.LoraAdapter> adapters() throws CommandFailure {
        List<LoadOptions.LoraAdapter> adapters = new ArrayList<>();
        for (String given : loras) {
            int equals = given.lastIndexOf('=');
            try {
                adapters.add(
                        equals < 0
                                ? new LoadOptions.LoraAdapter(given, 1, Optional.empty())
                                : new LoadOptions.LoraAdapter(
                                        given.substring(0, equals),
                                        Float.parseFloat(given.substring(equals + 1)),
                                        Optional.empty()));
            } catch (NumberFormatException e) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--lora " + given + ": the scale is not a number.", "Write FILE=0.5, or FILE.");
            }
        }
        return adapters;
    }

    private static OptionalInt optional(String option, @Nullable Integer value) throws CommandFailure {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < 1) {
            throw new CommandFailure(ExitCode.USAGE, option + " " + value + " is not possible.", "Give 1 or more.");
        }
        return OptionalInt.of(value);
    }

    private static <E extends Enum<E>> E choose(String option, String given, E[] values) throws CommandFailure {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(given)) {
                return value;
            }
        }
        List<String> names = java.util.Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new CommandFailure(
                ExitCode.USAGE,
                option + " " + given + " is not known.",
                "Give one of " + String.join(", ", names) + ".");
    }
}
