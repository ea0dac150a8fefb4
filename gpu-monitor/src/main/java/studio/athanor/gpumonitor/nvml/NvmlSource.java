package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.source.SourceException;

/**
 * NVIDIA's cards. NVML is initialised once and the cards' handles are opened once: doing either per reading costs a second
 * where no other program holds the driver.
 */
public final class NvmlSource implements DeviceSource {

    /** The listener wakes up once a minute, so that it can end; events themselves come at once. */
    private static final Duration EVENT_WAIT = Duration.ofMinutes(1);

    /** Processes, fans and the link are read once a second at most. */
    private static final Duration SLOW_INTERVAL = Duration.ofMillis(900);

    private static final List<String> LINUX = List.of("libnvidia-ml.so.1", "libnvidia-ml.so");
    private static final List<String> WINDOWS = List.of("nvml.dll");

    private final List<String> libraries;
    private final HostMemorySource host;
    private final Duration eventWait;
    private final Duration slowInterval;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Session session;

    /** Looks for the driver's library where the system's loader does. */
    public NvmlSource(HostMemorySource host) {
        this(
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows") ? WINDOWS : LINUX,
                host,
                EVENT_WAIT,
                SLOW_INTERVAL);
    }

    /**
     * Uses other libraries.
     *
     * @param libraries names or absolute paths, tried in order
     * @param host what parts without memory of their own are read from
     * @param eventWait how long one wait for error events lasts
     * @param slowInterval how long processes, fans and the link are taken to stay as they are
     */
    public NvmlSource(List<String> libraries, HostMemorySource host, Duration eventWait, Duration slowInterval) {
        this.slowInterval = slowInterval;
        this.libraries = List.copyOf(libraries);
        this.host = host;
        this.eventWait = eventWait;
    }

    @Override
    public String name() {
        return "NVML";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        NvmlLibrary library = NvmlLibrary.load(libraries);
        int code = library.init();
        if (code != NvmlReturn.SUCCESS) {
            throw initFailure(code);
        }
        Session opened = new Session(library, eventWait);
        session = opened;
        Optional<String> driver = opened.driver();
        List<DeviceIdentity> identities = new ArrayList<>();
        int count = opened.count();
        for (int i = 0; i < count; i++) {
            Entry entry = opened.entry(i, host, slowInterval);
            entries.add(entry);
            identities.add(entry.card == null ? unreachable(i, driver) : entry.card.identify(i, driver));
        }
        opened.events.listen(entries.stream()
                .filter(entry -> entry.card != null)
                .map(entry -> entry.handle)
                .toList());
        return identities;
    }

    @Override
    public List<GpuReading> read() {
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("NVML is read before it is opened, or after it is closed.");
        }
        List<GpuReading> readings = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            readings.add(
                    entry.card == null ? GpuReading.absent(entry.state) : entry.card.read(open.processes, open.events));
        }
        open.names.forgetUnused();
        return readings;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private static SourceException initFailure(int code) {
        return switch (code) {
            case NvmlReturn.DRIVER_NOT_LOADED ->
                new SourceException.Failed(
                        "NVML-9",
                        "NVIDIA's driver is installed but not loaded.",
                        "Restart the computer; if that does not help, install the driver again.");
            case NvmlReturn.VERSION_MISMATCH ->
                new SourceException.Failed(
                        "NVML-18",
                        "NVIDIA's driver was updated, and the old one is still running.",
                        "Restart the computer.");
            case NvmlReturn.GPU_NOT_FOUND ->
                new SourceException.NotPresent("NVIDIA's driver is installed and finds no card.");
            default ->
                new SourceException.Failed(
                        "NVML-" + code,
                        "NVIDIA's management library does not start (code " + code + ").",
                        "Check that nvidia-smi works; if it does not, install the driver again.");
        };
    }

    /** A card that is on the list but gives no handle. */
    private static DeviceIdentity unreachable(int index, Optional<String> driver) {
        return new DeviceIdentity(
                "NVIDIA GPU " + index,
                DeviceKind.DISCRETE,
                new HardwareIds(Optional.empty(), Optional.empty(), OptionalInt.of(0x10de), OptionalInt.empty()),
                new SystemNames(driver, OptionalInt.of(index), Optional.empty()),
                MemoryFacts.NONE);
    }

    private record Entry(MemorySegment handle, @Nullable NvmlCard card, DeviceState state) {}

    /** What lives from open to close. */
    private static final class Session {
        private final NvmlLibrary library;
        private final Arena arena = Arena.ofConfined();
        private final ProcessNames names = new ProcessNames();
        private final NvmlProcesses processes;
        private final XidEvents events;

        Session(NvmlLibrary library, Duration eventWait) {
            this.library = library;
            processes = new NvmlProcesses(library, names, arena);
            events = new XidEvents(library, InstantSource.system(), eventWait);
        }

        Optional<String> driver() {
            MemorySegment text = arena.allocate(80);
            return library.driverVersion(text) == NvmlReturn.SUCCESS
                    ? Optional.of("nvidia " + NvmlStructs.text(text))
                    : Optional.of("nvidia");
        }

        int count() {
            MemorySegment out = arena.allocate(JAVA_INT);
            return library.count(out) == NvmlReturn.SUCCESS ? out.get(JAVA_INT, 0) : 0;
        }

        Entry entry(int index, HostMemorySource host, Duration slowInterval) {
            MemorySegment out = arena.allocate(ADDRESS);
            int code = library.handle(index, out);
            if (code != NvmlReturn.SUCCESS) {
                return new Entry(MemorySegment.NULL, null, unreachableState(code));
            }
            MemorySegment handle = out.get(ADDRESS, 0);
            return new Entry(
                    handle, new NvmlCard(library, handle, host, slowInterval, System::nanoTime, arena), DeviceState.OK);
        }

        private static DeviceState unreachableState(int code) {
            return switch (code) {
                case NvmlReturn.GPU_IS_LOST -> DeviceState.LOST;
                case NvmlReturn.RESET_REQUIRED -> DeviceState.RESET_REQUIRED;
                default -> DeviceState.UNREADABLE;
            };
        }

        void close() {
            events.close();
            library.shutdown();
            arena.close();
        }
    }
}
