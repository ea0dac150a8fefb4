package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.FaultReading.EccCounts;
import studio.athanor.gpumonitor.reading.FaultReading.UnitErrors;

/**
 * The errors that the amdgpu driver counts for each of a card's units ({@code Documentation/gpu/amdgpu/ras.rst}): {@code umc}
 * is the memory. Most cards count none and have no such files.
 */
final class RasCounts {

    private static final Pattern ERRORS = Pattern.compile("ue: *([0-9]+)\\s+ce: *([0-9]+)");
    private static final String SUFFIX = "_err_count";
    private static final String MEMORY = "umc";

    private final List<Unit> units;

    RasCounts(KernelFolder device) {
        units = KernelFolder.entries(device.path().resolve("ras"), "*" + SUFFIX).stream()
                .map(Path::getFileName)
                .map(String::valueOf)
                .map(name -> new Unit(name.substring(0, name.length() - SUFFIX.length()), device.file("ras/" + name)))
                .toList();
    }

    FaultReading read() {
        Optional<EccCounts> memory = Optional.empty();
        List<UnitErrors> others = new ArrayList<>();
        for (Unit unit : units) {
            Optional<UnitErrors> errors = unit.file.text().flatMap(text -> parse(unit.name, text));
            if (errors.isPresent() && unit.name.equals(MEMORY)) {
                memory = errors.map(counts -> new EccCounts(
                        OptionalLong.of(counts.corrected()),
                        OptionalLong.of(counts.uncorrected()),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
            } else {
                errors.ifPresent(others::add);
            }
        }
        return new FaultReading(
                memory,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                others,
                List.of(),
                List.of());
    }

    /** Two lines, {@code ue: 1} and {@code ce: 5}; newer kernels add {@code de} for deferred ones. */
    static Optional<UnitErrors> parse(String unit, String text) {
        Matcher errors = ERRORS.matcher(text);
        return errors.find()
                ? Optional.of(new UnitErrors(
                        unit,
                        KernelFile.parse(errors.group(1)).orElse(0),
                        KernelFile.parse(errors.group(2)).orElse(0)))
                : Optional.empty();
    }

    private record Unit(String name, KernelFile file) {}
}
