package studio.athanor.engines.llama;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How many threads compute best on this processor: one per physical core. Two threads of one core share its arithmetic units,
 * so that a second one only adds waiting.
 */
final class PhysicalCores {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private PhysicalCores() {}

    /** Returns the number of physical cores that this process may use. */
    static int count() {
        int logical = Runtime.getRuntime().availableProcessors();
        if (Files.isReadable(CPUINFO)) {
            try {
                return count(Files.readString(CPUINFO, StandardCharsets.UTF_8), logical);
            } catch (IOException e) {
                return logical;
            }
        }
        boolean apple = System.getProperty("os.name", "").startsWith("Mac");
        return apple || logical <= 2 ? logical : logical / 2;
    }

    /** Counts the different pairs of {@code physical id} and {@code core id} in the text of {@code /proc/cpuinfo}. */
    static int count(String cpuinfo, int logical) {
        Set<String> cores = new HashSet<>();
        String socket = "";
        for (String line : cpuinfo.lines().toList()) {
            if (line.startsWith("physical id")) {
                socket = line;
            } else if (line.startsWith("core id")) {
                cores.add(socket + line);
            }
        }
        return cores.isEmpty() ? logical : Math.max(1, Math.min(cores.size(), logical));
    }
}
