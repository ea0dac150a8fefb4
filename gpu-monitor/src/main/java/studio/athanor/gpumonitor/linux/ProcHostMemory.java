package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.source.HostMemorySource;

/** The host's memory as Linux shows it below {@code /proc}. */
public final class ProcHostMemory implements HostMemorySource {

    private final Path proc;
    private final KernelFile memory;
    private final KernelFile own;

    /**
     * Uses a folder.
     *
     * @param proc {@code /proc}
     */
    public ProcHostMemory(Path proc) {
        this.proc = proc;
        memory = new KernelFile(proc.resolve("meminfo"));
        own = new KernelFile(proc.resolve("self/status"));
    }

    @Override
    public synchronized HostMemory read() {
        String text = memory.text().orElse("");
        return new HostMemory(
                value(text, "MemTotal:"),
                value(text, "MemAvailable:"),
                value(own.text().orElse(""), "VmRSS:"));
    }

    @Override
    public OptionalLong residentBytes(long pid) {
        try (KernelFile status = new KernelFile(proc.resolve(Long.toString(pid)).resolve("status"))) {
            return value(status.text().orElse(""), "VmRSS:");
        }
    }

    /** {@code MemTotal:       24684084 kB}; the kernel's kB are 1024 bytes. */
    private static OptionalLong value(String text, String key) {
        int start = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
        if (start == 0 && !text.startsWith(key)) {
            return OptionalLong.empty();
        }
        int from = start + key.length();
        int to = text.indexOf(" kB", from);
        OptionalLong kibibytes = to < 0
                ? OptionalLong.empty()
                : KernelFile.parse(text.substring(from, to).strip());
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() << 10) : OptionalLong.empty();
    }
}
