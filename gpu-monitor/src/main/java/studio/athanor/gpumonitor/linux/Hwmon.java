package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A card's sensors in the kernel's hardware-monitoring form ({@code hwmon/sysfs-interface}). Sensors are found by their
 * label, since drivers number them differently.
 */
final class Hwmon implements AutoCloseable {

    private static final double MILLI = 1e3;
    private static final double MICRO = 1e6;

    private final Optional<KernelFolder> folder;
    private final Map<String, String> sensorOfLabel = new HashMap<>();

    private Hwmon(Optional<KernelFolder> folder) {
        this.folder = folder;
        folder.ifPresent(this::readLabels);
    }

    /** Finds the sensors below a device; a device may have none. */
    static Hwmon of(Path device) {
        List<Path> folders = KernelFolder.entries(device.resolve("hwmon"), "hwmon[0-9]*");
        return new Hwmon(folders.isEmpty() ? Optional.empty() : Optional.of(new KernelFolder(folders.getFirst())));
    }

    /** Returns a temperature in degrees Celsius. */
    OptionalDouble celsius(String label, String suffix) {
        return sensor("temp", label, suffix).map(file -> file.number(MILLI)).orElse(OptionalDouble.empty());
    }

    /** Returns the temperature of a driver that has only one and gives it no label, as radeon and nouveau do. */
    OptionalDouble onlyCelsius(String suffix) {
        return folder.map(each -> each.file("temp1" + suffix).number(MILLI)).orElse(OptionalDouble.empty());
    }

    /** Returns a clock in megahertz. */
    OptionalInt megahertz(String label) {
        OptionalDouble mhz =
                sensor("freq", label, "_input").map(file -> file.number(MICRO)).orElse(OptionalDouble.empty());
        return mhz.isPresent() ? OptionalInt.of((int) Math.round(mhz.getAsDouble())) : OptionalInt.empty();
    }

    /** Returns the first of several powers that is there, in watts. */
    OptionalDouble watts(String... names) {
        for (String name : names) {
            OptionalDouble watts =
                    folder.map(each -> each.file(name).number(MICRO)).orElse(OptionalDouble.empty());
            if (watts.isPresent()) {
                return watts;
            }
        }
        return OptionalDouble.empty();
    }

    /** Returns an energy counter in joules. */
    OptionalDouble joules(String label) {
        return sensor("energy", label, "_input").map(file -> file.number(MICRO)).orElse(OptionalDouble.empty());
    }

    OptionalLong number(String name) {
        return folder.map(each -> each.file(name).number()).orElse(OptionalLong.empty());
    }

    boolean hasLabel(String kind, String label) {
        return sensorOfLabel.containsKey(kind + " " + label);
    }

    @Override
    public void close() {
        folder.ifPresent(KernelFolder::close);
    }

    private Optional<KernelFile> sensor(String kind, String label, String suffix) {
        String sensor = sensorOfLabel.get(kind + " " + label);
        return sensor == null ? Optional.empty() : folder.map(each -> each.file(sensor + suffix));
    }

    private void readLabels(KernelFolder found) {
        for (Path path : KernelFolder.entries(found.path(), "*_label")) {
            String name = String.valueOf(path.getFileName());
            String sensor = name.substring(0, name.length() - "_label".length());
            try (KernelFile file = new KernelFile(path)) {
                file.text()
                        .ifPresent(label -> sensorOfLabel.put(sensor.replaceAll("[0-9]+$", "") + " " + label, sensor));
            }
        }
    }
}
