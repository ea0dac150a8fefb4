package studio.athanor.gpumonitor.linux;

import java.time.Duration;
import java.util.List;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.testkit.KernelTree;

/** Makes sources of built trees for tests of other packages. */
public final class KernelTreeSource {

    private KernelTreeSource() {}

    public static DrmSource of(KernelTree tree, HostMemorySource host) {
        return new DrmSource(
                tree.folders(),
                new PciNames(List.of()),
                _ -> MemoryReading.NONE,
                host,
                Duration.ofMillis(900),
                System::nanoTime);
    }
}
