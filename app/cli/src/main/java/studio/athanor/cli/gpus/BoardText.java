package studio.athanor.cli.gpus;

import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/** A board of devices as lines. What a card does not tell is left out. */
final class BoardText {

    private static final int MOST_PROCESSES = 5;

    private BoardText() {}

    static void print(
            BoardReading board,
            DeviceBandwidths bandwidths,
            List<HealthFinding> findings,
            List<String> problems,
            PrintStream out) {
        int number = 0;
        for (DeviceReading each : board.devices()) {
            out.println(number++ + "  " + title(each));
            out.println("   " + String.join("   ", figures(each.reading())));
            new TreeMap<>(bandwidths.of(each, board))
                    .forEach((id, kept) -> out.println("   " + id + " " + bandwidth(kept)));
            processes(each.reading(), out);
        }
        if (board.devices().isEmpty()) {
            out.println(
                    board.isSettled()
                            ? "No graphics card was found; models run on the processor. If there is one, install its driver."
                            : "Looking for graphics cards…");
        }
        out.println(host(board)
                + bandwidths.processor().map(kept -> ", " + bandwidth(kept)).orElse(""));
        for (HealthFinding finding : findings) {
            out.println("!  " + finding.sentence() + " " + finding.remedy() + " [" + finding.code() + "]");
        }
        problems.forEach(problem -> out.println("!  " + problem));
    }

    private static String bandwidth(KeptBandwidth kept) {
        return "reads " + Measuring.gigabytes(kept.bytesPerSecond()) + ", measured "
                + LocalDate.ofInstant(kept.measuredAt(), ZoneId.systemDefault());
    }

    private static String title(DeviceReading each) {
        List<String> words = new ArrayList<>();
        words.add(each.device().identity().name());
        each.device().identity().hardware().pci().ifPresent(pci -> words.add(pci.compact()));
        String names = each.device().seenAs().stream()
                .map(EngineSeenDevice::id)
                .sorted()
                .collect(Collectors.joining(", "));
        words.add(names.isEmpty() ? "not seen by any engine" : names);
        DeviceState state = each.reading().state();
        if (state != DeviceState.OK) {
            words.add(state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return String.join("  ", words);
    }

    private static List<String> figures(GpuReading reading) {
        List<String> figures = new ArrayList<>();
        MemoryReading memory = reading.memory();
        if (memory.totalBytes().isPresent()) {
            String total = Amounts.bytes(memory.totalBytes().getAsLong());
            figures.add(
                    memory.usedBytes().isPresent()
                            ? Amounts.bytes(memory.usedBytes().getAsLong()) + " of " + total + " used"
                            : total);
        }
        memory.reservedBytes().ifPresent(bytes -> figures.add(Amounts.bytes(bytes) + " kept by the driver"));
        reading.activity().gpuPercent().ifPresent(percent -> figures.add(format("%.0f %% busy", percent)));
        reading.thermal().gpuCelsius().ifPresent(celsius -> figures.add(format("%.0f °C", celsius)));
        if (reading.power().watts().isPresent()) {
            String watts = format("%.0f W", reading.power().watts().getAsDouble());
            figures.add(
                    reading.power().limitWatts().isPresent()
                            ? watts
                                    + format(
                                            " of %.0f W",
                                            reading.power().limitWatts().getAsDouble())
                            : watts);
        }
        reading.clocks().graphicsMhz().ifPresent(mhz -> figures.add(mhz + " MHz"));
        reading.fan().percent().ifPresent(percent -> figures.add("fan " + percent + " %"));
        reading.throttling()
                .filter(reasons -> !reasons.isEmpty())
                .ifPresent(reasons -> figures.add("slowed by "
                        + reasons.stream()
                                .map(reason ->
                                        reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .sorted()
                                .collect(Collectors.joining(", "))));
        return figures.isEmpty() ? List.of("tells nothing of itself") : figures;
    }

    private static void processes(GpuReading reading, PrintStream out) {
        reading.processes().ifPresent(listing -> {
            List<ProcessMemory> largest = listing.processes().stream()
                    .sorted(Comparator.comparingLong(
                                    (ProcessMemory each) -> each.bytes().orElse(-1))
                            .reversed())
                    .limit(MOST_PROCESSES)
                    .toList();
            for (ProcessMemory process : largest) {
                OptionalLong bytes = process.bytes();
                out.println("     " + process.name().orElse("?") + " (" + process.pid() + ")  "
                        + (bytes.isPresent() ? Amounts.bytes(bytes.getAsLong()) : "amount kept secret"));
            }
            int more = listing.processes().size() - largest.size();
            if (more > 0) {
                out.println("     and " + more + " more");
            }
        });
    }

    private static String host(BoardReading board) {
        OptionalLong total = board.host().totalBytes();
        OptionalLong available = board.host().availableBytes();
        if (total.isEmpty()) {
            return "CPU  memory unknown";
        }
        return "CPU  " + Amounts.bytes(total.getAsLong()) + " memory"
                + (available.isPresent() ? ", " + Amounts.bytes(available.getAsLong()) + " available" : "");
    }

    @SuppressWarnings("AnnotateFormatMethod") // the formats are above
    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
