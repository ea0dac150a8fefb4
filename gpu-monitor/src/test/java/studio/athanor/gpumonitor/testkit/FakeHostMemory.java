package studio.athanor.gpumonitor.testkit;

import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.source.HostMemorySource;

/**
 * A host whose memory is what the test says.
 *
 * @param totalBytes its size
 * @param availableBytes what is free of it
 */
public record FakeHostMemory(long totalBytes, long availableBytes) implements HostMemorySource {

    @Override
    public HostMemory read() {
        return new HostMemory(OptionalLong.of(totalBytes), OptionalLong.of(availableBytes), OptionalLong.of(1 << 20));
    }

    @Override
    public OptionalLong residentBytes(long pid) {
        return OptionalLong.empty();
    }
}
