package studio.athanor.gpumonitor.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which processes run, where that can be told. A driver lists processes by the numbers that they have outside all
 * containers, and the kernel may hide those of other users; then a number that is not found says nothing.
 */
public final class ProcessTable {

    /** The kernel's fixed number of the first namespace of processes ({@code PROC_PID_INIT_INO}). */
    private static final String OUTERMOST = "pid:[4026531836]";

    private final Path proc;

    /** Looks at nothing yet. */
    public ProcessTable(SystemFolders folders) {
        proc = folders.proc();
    }

    /** Tells whether all processes of this machine can be seen, by the numbers that drivers have for them. */
    public boolean isWhole() {
        return namespace().filter(OUTERMOST::equals).isPresent() && Files.exists(proc.resolve("1/stat"));
    }

    /** Tells whether processes have other numbers here than drivers have for them. Only Linux has such containers. */
    public boolean isRenumbered() {
        return namespace().filter(name -> !name.equals(OUTERMOST)).isPresent();
    }

    private Optional<String> namespace() {
        try {
            return Optional.of(
                    Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /** Tells whether a process is gone, given that all can be seen. One that has ended and was not waited for is gone. */
    public boolean isGone(long pid) {
        Path folder = proc.resolve(Long.toString(pid));
        if (!Files.exists(folder)) {
            return true;
        }
        try (KernelFile stat = new KernelFile(folder.resolve("stat"))) {
            return stat.text().filter(ProcessTable::hasEnded).isPresent();
        }
    }

    /**
     * Reads the state and the number of threads from {@code /proc/PID/stat}. The name before them stands in brackets and may
     * have brackets in it. A process whose first thread has ended may go on in others.
     */
    static boolean hasEnded(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        boolean defunct = fields[0].equals("Z") || fields[0].equals("X");
        Optional<String> threads = fields.length > 17 ? Optional.of(fields[17]) : Optional.empty();
        return defunct
                && threads.filter(count -> count.equals("0") || count.equals("1"))
                        .isPresent();
    }
}
