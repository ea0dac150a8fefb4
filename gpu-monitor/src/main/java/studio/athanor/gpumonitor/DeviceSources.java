package studio.athanor.gpumonitor;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import studio.athanor.gpumonitor.apple.AppleSource;
import studio.athanor.gpumonitor.linux.DrmSource;
import studio.athanor.gpumonitor.linux.ProcHostMemory;
import studio.athanor.gpumonitor.nvml.NvmlSource;
import studio.athanor.gpumonitor.oshi.OshiCards;
import studio.athanor.gpumonitor.oshi.OshiHostMemory;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.windows.WindowsSource;

/** Which sources this machine has. Making them loads and opens nothing. */
public final class DeviceSources {

    private DeviceSources() {}

    /** Returns a sampler of all cards of this machine. It rests until it is observed. */
    public static DeviceSampler sampler() {
        HostMemorySource host = hostMemory();
        return new DeviceSampler(forThisMachine(host), host);
    }

    /** Returns the sources of this operating system, by descending trust. */
    public static List<DeviceSource> forThisMachine(HostMemorySource host) {
        return switch (system()) {
            case LINUX -> List.of(new NvmlSource(host), new DrmSource(host));
            case WINDOWS -> List.of(new NvmlSource(host), new WindowsSource(), new OshiCards());
            case MACOS -> List.of(new AppleSource(host), new OshiCards());
            case OTHER -> List.of(new OshiCards());
        };
    }

    /** Returns the source of the host's memory for this operating system. */
    public static HostMemorySource hostMemory() {
        return system() == OperatingSystem.LINUX ? new ProcHostMemory(Path.of("/proc")) : new OshiHostMemory();
    }

    private static OperatingSystem system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return OperatingSystem.LINUX;
        }
        if (name.contains("windows")) {
            return OperatingSystem.WINDOWS;
        }
        return name.contains("mac") ? OperatingSystem.MACOS : OperatingSystem.OTHER;
    }

    private enum OperatingSystem {
        LINUX,
        WINDOWS,
        MACOS,
        OTHER
    }
}
