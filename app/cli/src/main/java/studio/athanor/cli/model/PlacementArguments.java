package studio.athanor.cli.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.placement.Objective;

/** Which device gets which part of the model. Devices are named as {@code athanor gpus} lists them, by name or number. */
public final class PlacementArguments {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern SIZE =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(B|KiB|MiB|GiB|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--device",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description = "Devices as 'athanor gpus' names or numbers them, or cpu; all of them are used, no others.")
    List<String> devices = new ArrayList<>();

    @Option(
            names = "--plan",
            paramLabel = "NAME=LAYERS[,NAME=LAYERS...]",
            split = ",",
            description =
                    "Layers by hand, in the order of the model; the output layer counts as one, what is left stays on"
                            + " the CPU.")
    List<String> shares = new ArrayList<>();

    @Option(
            names = "--objective",
            paramLabel = "fastest|throughput|fewest",
            description = "What an automatic plan is best at. Default: fastest")
    @Nullable
    String objective;

    @Option(names = "--reserve", paramLabel = "NAME:SIZE", description = "What stays free on a device, such as 0:1GiB.")
    List<String> reserves = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "NAME", split = ",", description = "Devices that get nothing.")
    List<String> excluded = new ArrayList<>();

    /** Creates arguments that leave everything to an automatic plan. */
    public PlacementArguments() {}

    /** Returns whether anything was asked for. */
    public boolean given() {
        return !devices.isEmpty()
                || !shares.isEmpty()
                || objective != null
                || !reserves.isEmpty()
                || !excluded.isEmpty();
    }

    /** Returns what was asked for. Blocks while devices are looked for, if numbers or several devices were given. */
    public DeviceChoice choice(Studio studio) throws CommandFailure, EngineException, InterruptedException {
        if (!shares.isEmpty()) {
            if (!devices.isEmpty() || objective != null || !reserves.isEmpty() || !excluded.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--plan says everything, and other wishes for devices were given too.",
                        "Give --plan alone, or leave it out.");
            }
            return new DeviceChoice.Planned(plan(studio));
        }
        if (devices.size() == 1 && devices.getFirst().equalsIgnoreCase("cpu")) {
            return new DeviceChoice.CpuOnly();
        }
        Set<String> used = new TreeSet<>();
        for (String device : devices) {
            used.add(id(device, studio));
        }
        Set<String> none = new HashSet<>();
        for (String device : excluded) {
            none.add(id(device, studio));
        }
        if (!used.isEmpty()) {
            known(studio).stream()
                    .map(EngineDevice::id)
                    .filter(id -> !used.contains(id) && !id.equals("CPU"))
                    .forEach(none::add);
        }
        return new DeviceChoice.Automatic(new PlacementWishes(objective(), reserves(studio), none, used, true));
    }

    /** Returns the choices that put a whole model on each of some devices. Blocks while devices are looked for by number. */
    public static List<DeviceChoice> each(List<String> names, Studio studio)
            throws CommandFailure, EngineException, InterruptedException {
        List<DeviceChoice> all = new ArrayList<>();
        for (String name : names) {
            all.add(
                    name.equalsIgnoreCase("cpu")
                            ? new DeviceChoice.CpuOnly()
                            : new DeviceChoice.Planned(DevicePlan.single(id(name, studio))));
        }
        return List.copyOf(all);
    }

    private DevicePlan plan(Studio studio) throws CommandFailure, EngineException, InterruptedException {
        List<DevicePlan.Share> all = new ArrayList<>();
        for (String given : shares) {
            int equals = given.indexOf('=');
            String count = given.substring(equals + 1).strip();
            if (equals < 1 || !(count.matches("\\d{1,6}") || count.equalsIgnoreCase("all"))) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--plan " + given + " is not NAME=LAYERS.",
                        "Write for example Vulkan0=20,Vulkan1=13, or Vulkan0=all.");
            }
            int layers = count.equalsIgnoreCase("all") ? DevicePlan.ALL_LAYERS : Integer.parseInt(count);
            all.add(new DevicePlan.Share(id(given.substring(0, equals).strip(), studio), layers));
        }
        return new DevicePlan(all);
    }

    private Objective objective() throws CommandFailure {
        return switch (objective == null ? "fastest" : objective.toLowerCase(Locale.ROOT)) {
            case "fastest" -> Objective.FASTEST_ANSWER;
            case "throughput" -> Objective.MOST_THROUGHPUT;
            case "fewest" -> Objective.FEWEST_CARDS;
            default ->
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--objective " + objective + " is not known.",
                        "Give one of fastest, throughput, fewest.");
        };
    }

    private Map<String, Long> reserves(Studio studio) throws CommandFailure, EngineException, InterruptedException {
        Map<String, Long> bytes = new HashMap<>();
        for (String given : reserves) {
            int colon = given.lastIndexOf(':');
            Matcher size = SIZE.matcher(given.substring(colon + 1).strip());
            if (colon < 1 || !size.matches()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--reserve " + given + " is not NAME:SIZE.", "Write for example 0:1GiB.");
            }
            bytes.put(id(given.substring(0, colon).strip(), studio), bytes(size));
        }
        return bytes;
    }

    private static long bytes(Matcher size) {
        String unit = size.group(2) == null ? "b" : size.group(2).toLowerCase(Locale.ROOT);
        double factor = switch (unit) {
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "kb" -> 1e3;
            case "mb" -> 1e6;
            case "gb" -> 1e9;
            default -> 1;
        };
        return (long) (Double.parseDouble(size.group(1)) * factor);
    }

    /** Returns the engine's name of a device; a number is the one that {@code athanor gpus} shows. */
    public static String id(String given, Studio studio) throws CommandFailure, EngineException, InterruptedException {
        if (!given.matches("\\d{1,3}")) {
            return given;
        }
        var _ = known(studio);
        BoardReading board = studio.devices().lookOnce(PATIENCE);
        int number = Integer.parseInt(given);
        if (number >= board.devices().size()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "There is no device number " + given + "; there are "
                            + board.devices().size() + ".",
                    "'athanor gpus' lists them.");
        }
        return board.devices()
                .get(number)
                .device()
                .idFor(Studio.ENGINES)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "No engine can use device number " + given + ", "
                                + board.devices()
                                        .get(number)
                                        .device()
                                        .identity()
                                        .name() + ".",
                        "Install its Vulkan driver, or choose another device."));
    }

    private static List<EngineDevice> known(Studio studio) throws EngineException, InterruptedException {
        try {
            return studio.findDevices().result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException("looking for devices failed", e.getCause());
        }
    }
}
