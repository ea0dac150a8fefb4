package studio.athanor.gpumonitor.windows;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.SourceException;

/** All cards that Windows lists, of any maker. Not present on other systems. */
public final class WindowsSource implements DeviceSource {

    private List<DxgiAdapter> adapters = List.of();
    private @Nullable PdhQuery query;

    @Override
    public String name() {
        return "Windows";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")) {
            throw new SourceException.NotPresent("This is not Windows.");
        }
        adapters =
                Dxgi.adapters().stream().filter(adapter -> !adapter.software()).toList();
        if (adapters.isEmpty()) {
            throw new SourceException.NotPresent("Windows lists no graphics card.");
        }
        query = new PdhQuery(GpuCounters.PATHS);
        return adapters.stream().map(DxgiAdapter::identity).toList();
    }

    @Override
    public List<GpuReading> read() {
        PdhQuery open = query;
        if (open == null) {
            throw new IllegalStateException("The counters are read before they are opened, or after they are closed.");
        }
        GpuCounters counters = open.collect();
        return adapters.stream()
                .map(adapter -> named(counters.reading(adapter.luid(), adapter.dedicatedBytes())))
                .toList();
    }

    @Override
    public void close() {
        if (query != null) {
            query.close();
            query = null;
        }
    }

    private static GpuReading named(GpuReading reading) {
        return reading.withProcesses(reading.processes()
                .map(listing -> new ProcessListing(
                        listing.complete(),
                        listing.processes().stream().map(WindowsSource::named).toList())));
    }

    private static ProcessMemory named(ProcessMemory process) {
        Optional<String> name = ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().command())
                .map(command -> command.substring(command.lastIndexOf('\\') + 1));
        return new ProcessMemory(process.pid(), name, process.bytes());
    }
}
