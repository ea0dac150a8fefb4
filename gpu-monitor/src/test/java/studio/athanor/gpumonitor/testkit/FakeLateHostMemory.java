package studio.athanor.gpumonitor.testkit;

import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.source.HostMemorySource;

/** A host whose memory is known only to those who have loaded what reads it and have waited for it, like OSHI's. */
public final class FakeLateHostMemory implements HostMemorySource {

    private final FakeHostMemory loaded = new FakeHostMemory(100, 50);
    private volatile boolean loading;
    private volatile boolean awaited;

    @Override
    public void load() {
        loading = true;
    }

    @Override
    public void awaitLoaded(long deadlineNanos) {
        awaited = loading;
    }

    @Override
    public HostMemory read() {
        return awaited ? loaded.read() : HostMemory.NONE;
    }

    @Override
    public OptionalLong residentBytes(long pid) {
        return OptionalLong.empty();
    }
}
