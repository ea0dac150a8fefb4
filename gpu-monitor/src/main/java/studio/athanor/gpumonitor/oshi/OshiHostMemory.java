package studio.athanor.gpumonitor.oshi;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.source.HostMemorySource;

/** The host's memory. Until the library is loaded, everything is absent. */
public final class OshiHostMemory implements HostMemorySource {

    private @Nullable CompletableFuture<Loaded> loading;

    private record Loaded(GlobalMemory memory, OperatingSystem system) {

        static Loaded load() {
            SystemInfo info = new SystemInfo();
            return new Loaded(info.getHardware().getMemory(), info.getOperatingSystem());
        }
    }

    @Override
    public HostMemory read() {
        CompletableFuture<Loaded> load = loading();
        if (!load.isDone() || load.isCompletedExceptionally()) {
            return HostMemory.NONE;
        }
        Loaded loaded = load.join();
        return new HostMemory(
                positive(loaded.memory.getTotal()),
                positive(loaded.memory.getAvailable()),
                residentBytes(ProcessHandle.current().pid()));
    }

    @Override
    public OptionalLong residentBytes(long pid) {
        CompletableFuture<Loaded> load = loading();
        if (!load.isDone() || load.isCompletedExceptionally()) {
            return OptionalLong.empty();
        }
        OSProcess process = load.join().system.getProcess(Math.toIntExact(pid));
        return process == null ? OptionalLong.empty() : positive(process.getResidentMemory());
    }

    private synchronized CompletableFuture<Loaded> loading() {
        CompletableFuture<Loaded> load = loading;
        if (load == null) {
            load = new CompletableFuture<>();
            loading = load;
            CompletableFuture<Loaded> target = load;
            Thread.ofVirtual().name("oshi-load").start(() -> {
                try {
                    target.complete(Loaded.load());
                } catch (RuntimeException | LinkageError e) {
                    target.completeExceptionally(e);
                }
            });
        }
        return load;
    }

    private static OptionalLong positive(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
