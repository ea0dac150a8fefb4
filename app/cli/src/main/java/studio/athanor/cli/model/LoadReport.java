package studio.athanor.cli.model;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.SessionState;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.gpumonitor.placement.Placement;

/** What a load took, beside what was planned. Says nothing where nobody asked and all went as planned. */
public final class LoadReport {

    /** More than this share and these bytes beside the plan is worth a word. */
    private static final double TOLERANCE = 0.05;

    private static final long TOLERANCE_BYTES = 256L << 20;
    private static final double MIB = 1 << 20;

    private LoadReport() {}

    /** Prints it; all of it where somebody asked for devices. */
    public static void print(ModelSession session, boolean asked, PrintStream err) {
        session.adjustments().forEach(sentence -> err.println("athanor: " + sentence));
        if (!(session.state() instanceof SessionState.Ready(LoadedModel model))) {
            return;
        }
        Optional<PlannedLoad> planned = session.plan().flatMap(ModelSession.ChosenPlan::planned);
        Map<String, Long> actual = new TreeMap<>();
        for (LoadedModel.MemoryUse use : model.memory()) {
            if (!isHost(use.deviceId())) {
                actual.merge(use.deviceId(), use.modelBytes() + use.cacheBytes() + use.computeBytes(), Long::sum);
            }
        }
        actual.forEach((device, bytes) -> {
            long expected = planned.flatMap(load -> load.placement().stage(device))
                    .map(stage -> stage.bytes() - stage.overheadBytes())
                    .orElse(0L);
            boolean off =
                    planned.isPresent() && Math.abs(bytes - expected) > Math.max(TOLERANCE * expected, TOLERANCE_BYTES);
            if (asked || off) {
                err.printf(
                        Locale.ROOT,
                        "athanor: %s: %s, %.0f MiB taken%s%n",
                        device,
                        layers(planned, device),
                        bytes / MIB,
                        planned.isEmpty()
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", %.0f MiB planned%s", expected / MIB, off ? " (differs)" : ""));
            }
        });
        if (asked && actual.isEmpty()) {
            err.println("athanor: CPU: all layers");
        }
    }

    private static boolean isHost(String buffer) {
        return buffer.startsWith("CPU") || buffer.startsWith("AMX") || buffer.endsWith("_Host");
    }

    private static String layers(Optional<PlannedLoad> planned, String device) {
        int layers = planned.flatMap(load -> load.placement().stage(device))
                .map(Placement.Stage::layers)
                .orElse(0);
        return layers == 1 ? "1 layer" : layers + " layers";
    }
}
