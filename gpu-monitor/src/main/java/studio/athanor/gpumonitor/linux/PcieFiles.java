package studio.athanor.gpumonitor.linux;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PcieReading.Link;

/** The link of a PCI device, from the files that every driver has. */
final class PcieFiles {

    private final KernelFile speed;
    private final KernelFile width;
    private final KernelFile replays;
    private final Link maxLink;

    PcieFiles(KernelFolder device) {
        speed = device.file("current_link_speed");
        width = device.file("current_link_width");
        replays = device.file("pcie_replay_count");
        maxLink = link(device.file("max_link_speed"), device.file("max_link_width"));
    }

    PcieReading read() {
        OptionalLong count = replays.number();
        return new PcieReading(link(speed, width), maxLink, OptionalDouble.empty(), OptionalDouble.empty(), count);
    }

    /** {@code 16.0 GT/s PCIe} is generation 4; an unplugged link says {@code Unknown}. */
    static OptionalInt generation(String speed) {
        String number = speed.split(" ", 2)[0];
        return switch (number) {
            case "2.5" -> OptionalInt.of(1);
            case "5.0", "5" -> OptionalInt.of(2);
            case "8.0", "8" -> OptionalInt.of(3);
            case "16.0", "16" -> OptionalInt.of(4);
            case "32.0", "32" -> OptionalInt.of(5);
            case "64.0", "64" -> OptionalInt.of(6);
            default -> OptionalInt.empty();
        };
    }

    private static Link link(KernelFile speed, KernelFile width) {
        OptionalLong lanes = width.number();
        return new Link(
                speed.text().map(PcieFiles::generation).orElse(OptionalInt.empty()),
                lanes.isPresent() && lanes.getAsLong() > 0 && lanes.getAsLong() <= 32
                        ? OptionalInt.of((int) lanes.getAsLong())
                        : OptionalInt.empty());
    }
}
