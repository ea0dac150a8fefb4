package studio.athanor.gpumonitor.nvml;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of processes, looked up once each and forgotten with the process. */
final class ProcessNames {

    private final Map<Long, Optional<String>> names = new HashMap<>();
    private final Set<Long> used = new HashSet<>();

    Optional<String> of(long pid) {
        used.add(pid);
        return names.computeIfAbsent(pid, ProcessNames::lookUp);
    }

    /** Forgets the names that nobody asked for since the last call, so that a number used again gets its new name. */
    void forgetUnused() {
        names.keySet().retainAll(used);
        used.clear();
    }

    private static Optional<String> lookUp(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> String.valueOf(Path.of(command).getFileName()));
    }
}
