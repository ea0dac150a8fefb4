package studio.athanor.desktop.models;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much of the machine's memory a program could get now. Blocks for a moment. */
final class HostMemory {

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private HostMemory() {}

    static OptionalLong availableBytes() {
        try {
            if (Files.isReadable(MEMINFO)) {
                return parse(Files.readAllLines(MEMINFO));
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? OptionalLong.of(system.getFreeMemorySize())
                : OptionalLong.empty();
    }

    /** Reads Linux's {@code MemAvailable}, which counts what caches would give back; proc(5). */
    static OptionalLong parse(List<String> meminfo) {
        for (String line : meminfo) {
            if (line.startsWith(AVAILABLE)) {
                String[] parts = line.substring(AVAILABLE.length()).strip().split(" ");
                try {
                    return OptionalLong.of(Math.multiplyExact(Long.parseLong(parts[0]), 1024L));
                } catch (NumberFormatException | ArithmeticException e) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }
}
