package studio.athanor.cli.gpus;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.model.PlacementArguments;
import studio.athanor.core.Studio;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.gpumonitor.health.HealthExamination;
import studio.athanor.gpumonitor.health.HealthFinding;

/** Measures the memory of devices, one after another, and prints what each reached. */
final class Measuring {

    /** Stands for every device that is not emulated. */
    static final String ALL = "all";

    private static final double GIGA = 1e9;

    private final Terminal terminal;
    private final Studio studio;
    private final List<Measured> measured = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();

    private record Measured(EngineDevice device, String key, KeptBandwidth kept) {}

    private record Failed(EngineDevice device, EngineException failure) {}

    Measuring(Terminal terminal, Studio studio) {
        this.terminal = terminal;
        this.studio = studio;
    }

    /** Measures; a device that fails does not keep the others from being measured. Returns the exit status. */
    int run(String wanted, boolean json) throws CommandFailure, EngineException, InterruptedException {
        List<EngineDevice> devices = EngineJobs.await(studio.findDevices());
        Map<String, String> keys = PhysicalDevices.keys(devices);
        for (EngineDevice device : chosen(wanted, devices)) {
            if (terminal.errTerminal()) {
                terminal.err().println("Measuring " + device.id() + ", " + device.description() + "…");
            }
            try {
                KeptBandwidth kept = EngineJobs.await(studio.sessions().measureBandwidth(device.id()));
                measured.add(new Measured(device, keys.getOrDefault(device.id(), device.id()), kept));
            } catch (EngineException e) {
                failed.add(new Failed(device, e));
            }
        }
        if (json) {
            terminal.out()
                    .println(new GsonBuilder()
                            .setPrettyPrinting()
                            .disableHtmlEscaping()
                            .create()
                            .toJson(json()));
        } else {
            print();
        }
        return failed.isEmpty() ? ExitCode.OK : ExitCode.of(failed.getFirst().failure());
    }

    private List<EngineDevice> chosen(String wanted, List<EngineDevice> devices)
            throws CommandFailure, EngineException, InterruptedException {
        if (wanted.equals(ALL)) {
            return LoadPlanner.withoutSoftware(devices, Set.of()).stream()
                    .filter(device -> device.kind() != EngineDevice.Kind.ACCELERATOR)
                    .toList();
        }
        String id = PlacementArguments.id(wanted, studio);
        return List.of(devices.stream()
                .filter(device -> device.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "There is no device " + wanted + "; there are "
                                + String.join(
                                        ", ",
                                        devices.stream().map(EngineDevice::id).toList())
                                + ".",
                        "'athanor gpus' lists them.")));
    }

    private void print() {
        for (Measured each : measured) {
            KeptBandwidth kept = each.kept();
            String best = kept.bestBytesPerSecond() > kept.bytesPerSecond()
                    ? ", at best " + gigabytes(kept.bestBytesPerSecond())
                    : "";
            terminal.out()
                    .println(each.device().id() + "  " + each.device().description() + "  reads "
                            + gigabytes(kept.bytesPerSecond()) + best + "  (" + kept.build() + ")");
        }
        for (HealthFinding finding : findings()) {
            terminal.out().println("!  " + finding.sentence() + " " + finding.remedy() + " [" + finding.code() + "]");
        }
        for (Failed each : failed) {
            terminal.err()
                    .println("athanor: " + each.failure().getMessage() + " "
                            + each.failure().remedy());
        }
    }

    private List<HealthFinding> findings() {
        return HealthExamination.examineSpeeds(measured.stream()
                .map(each -> each.kept()
                        .speed(
                                each.device().kind() == EngineDevice.Kind.CPU
                                        ? Optional.empty()
                                        : Optional.of(each.key())))
                .toList());
    }

    private JsonObject json() {
        JsonArray measurements = new JsonArray();
        for (Measured each : measured) {
            JsonObject json = BoardJson.bandwidth(each.device().id(), each.kept());
            json.addProperty("key", each.key());
            json.addProperty("name", each.kept().name());
            measurements.add(json);
        }
        JsonArray failures = new JsonArray();
        for (Failed each : failed) {
            JsonObject json = new JsonObject();
            json.addProperty("device", each.device().id());
            json.addProperty("sentence", each.failure().getMessage());
            json.addProperty("remedy", each.failure().remedy());
            failures.add(json);
        }
        JsonObject json = new JsonObject();
        json.add("measurements", measurements);
        json.add("health", BoardJson.health(findings()));
        json.add("failures", failures);
        return json;
    }

    static String gigabytes(double bytesPerSecond) {
        return String.format(Locale.ROOT, "%.1f GB/s", bytesPerSecond / GIGA);
    }
}
