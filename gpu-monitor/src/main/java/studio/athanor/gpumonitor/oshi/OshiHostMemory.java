package studio.athanor.gpumonitor.oshi;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.source.HostMemorySource;

/** The host's memory. Until the library is loaded, everything is absent. */
public final class OshiHostMemory implements HostMemorySource {

    private static final Logger LOG = LoggerFactory.getLogger(OshiHostMemory.class);

    private @Nullable CompletableFuture<Loaded> loading;

    private record Loaded(GlobalMemory memory, OperatingSystem system) {

        static Loaded load() {
            SystemInfo info = new SystemInfo();
            return new Loaded(info.getHardware().getMemory(), info.getOperatingSystem());
        }
    }

    @Override
    public void load() {
        var _ = loading();
    }

    @Override
    public void awaitLoaded(long deadlineNanos) throws InterruptedException {
        try {
            var _ = loading().get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // then the readings are absent
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
                    LOG.warn("The host's memory cannot be read: the OSHI library cannot be loaded.", e);
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
