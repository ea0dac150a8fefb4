package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the Linux kernel shows itself. On other systems these folders do not exist, and nothing is found in them.
 *
 * @param sys {@code /sys}
 * @param proc {@code /proc}
 * @param dev {@code /dev}
 * @param journals where systemd keeps its journal
 */
public record SystemFolders(Path sys, Path proc, Path dev, List<Path> journals) {

    public SystemFolders {
        journals = List.copyOf(journals);
    }

    /** Returns this machine's. */
    public static SystemFolders ofThisMachine() {
        return new SystemFolders(
                Path.of("/sys"),
                Path.of("/proc"),
                Path.of("/dev"),
                List.of(Path.of("/run/log/journal"), Path.of("/var/log/journal")));
    }
}
