package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.placement.Placement;

/** Plans in words and marks. */
final class PlanWords {

    /** What is faster than anybody reads needs no number. */
    private static final int FASTEST_SAID = 999;

    /** The numbers of more devices are added up: the column is narrow. */
    private static final int MOST_NUMBERS = 3;

    private final Texts texts = Texts.of(PlanWords.class);

    String verdict(Placement.Verdict verdict) {
        return texts.get("verdict." + verdict);
    }

    static Ikon icon(Placement.Verdict verdict) {
        return switch (verdict) {
            case FITS -> Feather.CHECK;
            case TIGHT -> Feather.ALERT_TRIANGLE;
            case DOES_NOT_FIT -> Feather.X_CIRCLE;
        };
    }

    static String style(Placement.Verdict verdict) {
        return switch (verdict) {
            case FITS -> "verdict-fits";
            case TIGHT -> "verdict-tight";
            case DOES_NOT_FIT -> "verdict-no";
        };
    }

    /** Returns for example {@code ≤ 34 tok/s}: reading the weights takes as long, computing comes on top. */
    String speed(PlannedLoad load) {
        double speed = load.placement().tokensPerSecond();
        if (speed >= FASTEST_SAID) {
            return texts.get("speed.high", FASTEST_SAID);
        }
        return texts.get(
                "speed",
                speed >= 10 ? Long.toString(Math.round(speed)) : Double.toString(Math.round(speed * 10) / 10.0));
    }

    /** Returns the planned bytes of the devices that hold layers, for example {@code 17.9 / 4.1 GiB}. */
    static String planned(List<PlannedPart> parts) {
        return joined(parts, PlannedPart::bufferBytes);
    }

    /** Returns the allocated bytes of the same devices. */
    static String actual(List<PlannedPart> parts) {
        return joined(parts, part -> part.actualBytes().orElse(0));
    }

    private static String joined(List<PlannedPart> parts, ToLongFunction<PlannedPart> bytes) {
        List<PlannedPart> holders =
                parts.stream().filter(PlanWords::holdsLayers).toList();
        if (holders.size() == 1) {
            return Gibibytes.text(bytes.applyAsLong(holders.getFirst()));
        }
        if (holders.size() > MOST_NUMBERS) {
            return Gibibytes.text(parts.stream().mapToLong(bytes).sum());
        }
        return holders.stream()
                        .map(part -> Gibibytes.number(bytes.applyAsLong(part)))
                        .collect(Collectors.joining(" / "))
                + " GiB";
    }

    /** Returns each device's numbers in a line of its own. */
    String comparison(List<PlannedPart> parts, Function<String, String> names) {
        return parts.stream()
                .filter(PlannedPart::matters)
                .map(part -> part.actualBytes().isPresent()
                        ? texts.get(
                                "compare.actual",
                                names.apply(part.deviceId()),
                                Gibibytes.text(part.bufferBytes()),
                                Gibibytes.text(part.actualBytes().getAsLong()))
                        : texts.get(
                                "compare.planned", names.apply(part.deviceId()), Gibibytes.text(part.bufferBytes())))
                .collect(Collectors.joining("\n"));
    }

    private static boolean holdsLayers(PlannedPart part) {
        return part.layers() > 0;
    }
}
