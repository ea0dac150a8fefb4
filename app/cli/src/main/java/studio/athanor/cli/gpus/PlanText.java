package studio.athanor.cli.gpus;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.placement.Bandwidth;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.Placement.Stage;
import studio.athanor.gpumonitor.placement.PlacementRequest;

/** A plan as a table, with the reasons below it. */
final class PlanText {

    private static final String ROW = "%-10s %12s %10s %10s %10s %10s %10s %10s  %s%n";

    private PlanText() {}

    static void print(PlannedLoad planned, PrintStream out) {
        Placement placement = planned.placement();
        out.printf(
                Locale.ROOT,
                "%s: %d layers with the output layer, context %d tokens%n%n",
                planned.request().model().name(),
                planned.request().model().layerCount(),
                planned.settings().contextTokens());
        out.printf(
                Locale.ROOT,
                ROW,
                "device",
                "layers",
                "weights",
                "cache",
                "scratch",
                "overhead",
                "total",
                "may fill",
                "");
        for (Stage stage : placement.stages()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    stage.deviceId(),
                    layers(stage),
                    Amounts.bytes(stage.weightBytes()),
                    Amounts.bytes(stage.cacheBytes()),
                    Amounts.bytes(stage.computeBytes()),
                    Amounts.bytes(stage.overheadBytes()),
                    Amounts.bytes(stage.bytes()),
                    Amounts.bytes(stage.limitBytes()),
                    words(stage.verdict()));
        }
        placement.untouched().forEach(device -> out.printf(Locale.ROOT, "%-10s %12s%n", device, "untouched"));
        out.println();
        planned.reasons().forEach(out::println);
        List<String> notes = new ArrayList<>();
        notes.add(
                planned.computeMeasured()
                        ? "Scratch was measured by the engine, which went through the load without allocating."
                        : "Scratch is estimated by a rule.");
        notes.add(String.format(
                Locale.ROOT,
                "At most %.0f tokens/s, by the time that reading the weights takes.",
                placement.tokensPerSecond()));
        out.println(String.join(" ", notes));
        out.println(bandwidths(planned.request()));
        argument(planned).ifPresent(argument -> out.println("As an argument: --plan " + argument));
        out.println();
    }

    /** The speed stands on these, so it is said how sure they are. */
    private static String bandwidths(PlacementRequest request) {
        Map<String, Bandwidth> known = new LinkedHashMap<>();
        request.devices().forEach(device -> known.put(device.id(), device.bandwidth()));
        known.put(HostBudget.ID, request.host().bandwidth());
        String words = known.entrySet().stream()
                .map(each -> each.getKey() + " "
                        + Measuring.gigabytes(each.getValue().bytesPerSecond()) + " "
                        + each.getValue().source().words())
                .collect(Collectors.joining(", "));
        boolean measured = known.values().stream().allMatch(each -> each.source() == Bandwidth.Source.MEASURED);
        return "Memory is read at: " + words + "."
                + (measured ? "" : " 'athanor gpus --measure' measures the devices of this machine.");
    }

    /** Returns the plan as {@code --plan} takes it; empty for one that it cannot say, as it knows whole layers only. */
    static Optional<String> argument(PlannedLoad planned) {
        LayerPlan plan = planned.placement().plan();
        return plan.shares().isEmpty() || !plan.expertsOnHost().isEmpty()
                ? Optional.empty()
                : Optional.of(plan.shares().stream()
                        .map(share -> share.deviceId() + "=" + share.layers())
                        .collect(Collectors.joining(",")));
    }

    private static String layers(Stage stage) {
        if (stage.layers() == 0) {
            return "none";
        }
        int last = stage.firstLayer() + stage.layers() - 1;
        String range = stage.layers() == 1 ? Integer.toString(last) : stage.firstLayer() + "-" + last;
        return stage.layers() + " (" + range + ")";
    }

    private static String words(Placement.Verdict verdict) {
        return switch (verdict) {
            case FITS -> "fits";
            case TIGHT -> "tight: uses up some of the reserve";
            case DOES_NOT_FIT -> "DOES NOT FIT";
        };
    }
}
