package studio.athanor.gpumonitor.placement;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers as they stand in sentences. Written without {@code String.format}, which a live view would feel. */
final class Words {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private Words() {}

    /** Returns a size with one decimal, for example {@code 24.0 GiB}. */
    static String bytes(long bytes) {
        return bytes >= GIB ? decimal((double) bytes / GIB) + " GiB" : decimal((double) bytes / MIB) + " MiB";
    }

    static String speed(Bandwidth bandwidth) {
        double gigabytes = bandwidth.gigabytesPerSecond();
        return (gigabytes >= 10 ? Long.toString(Math.round(gigabytes)) : decimal(gigabytes)) + " GB/s";
    }

    static String milliseconds(double seconds) {
        return decimal(seconds * 1000) + " ms";
    }

    static String decimal(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + Math.abs(tenths % 10);
    }

    static String layers(int count) {
        return count == 1 ? "1 layer" : count + " layers";
    }

    static String device(DeviceBudget device) {
        return device.name().isBlank() || device.name().equals(device.id())
                ? device.id()
                : device.id() + " (" + device.name() + ")";
    }

    static String list(List<DeviceBudget> devices) {
        return devices.stream().map(DeviceBudget::id).collect(Collectors.joining(", "));
    }
}
