package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.linux.ProcessTable;
import studio.athanor.gpumonitor.linux.RuntimePower;
import studio.athanor.gpumonitor.linux.SystemFolders;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.source.SourceException;

/**
 * NVIDIA's cards. NVML is initialised once and the cards' handles are opened once: doing either per reading costs a second
 * where no other program holds the driver. While all cards sleep it is not initialised, since that would wake them: then
 * there are no cards here but those that were known before, and the kernel's list shows them.
 */
public final class NvmlSource implements DeviceSource {

    /** The listener wakes up once a minute, so that it can end; events themselves come at once. */
    private static final Duration EVENT_WAIT = Duration.ofMinutes(1);

    /** Processes, fans and the link are read once a second at most. */
    private static final Duration SLOW_INTERVAL = Duration.ofMillis(900);

    private static final List<String> LINUX = List.of("libnvidia-ml.so.1", "libnvidia-ml.so");
    private static final List<String> WINDOWS = List.of("nvml.dll");

    private static final int NVIDIA = 0x10de;

    private final List<String> libraries;
    private final NvmlSurroundings surroundings;
    private final Duration eventWait;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<XidEvent>> heard = new HashMap<>();
    private List<DeviceIdentity> identities = List.of();
    private List<RuntimePower> asleep = List.of();
    private @Nullable Session session;
    private @Nullable XidEvents ending;

    /** Looks for the driver's library where the system's loader does. */
    public NvmlSource(HostMemorySource host) {
        this(
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows") ? WINDOWS : LINUX,
                host,
                SystemFolders.ofThisMachine(),
                EVENT_WAIT,
                SLOW_INTERVAL);
    }

    /**
     * Uses other libraries.
     *
     * @param libraries names or absolute paths, tried in order
     * @param host what parts without memory of their own are read from
     * @param folders where it shows which cards sleep and which processes run
     * @param eventWait how long one wait for error events lasts
     * @param slowInterval how long processes, fans and the link are taken to stay as they are
     */
    public NvmlSource(
            List<String> libraries,
            HostMemorySource host,
            SystemFolders folders,
            Duration eventWait,
            Duration slowInterval) {
        this.libraries = List.copyOf(libraries);
        surroundings = new NvmlSurroundings(host, folders, slowInterval);
        this.eventWait = eventWait;
    }

    @Override
    public String name() {
        return "NVML";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        NvmlLibrary library = NvmlLibrary.load(libraries);
        List<RuntimePower> cards = RuntimePower.ofCards(surroundings.folders(), NVIDIA);
        if (!cards.isEmpty() && cards.stream().allMatch(RuntimePower::isAsleep)) {
            asleep = cards;
            return identities;
        }
        cards.forEach(RuntimePower::close);
        if (ending != null) {
            ending.awaitEnd();
            ending = null;
        }
        int code = library.init();
        if (code != NvmlReturn.SUCCESS) {
            throw failure(code, "does not start");
        }
        Session opened = new Session(library, surroundings, eventWait);
        session = opened;
        Optional<String> driver = opened.driver();
        List<DeviceIdentity> found = new ArrayList<>();
        int count = opened.count();
        for (int i = 0; i < count; i++) {
            Entry entry = opened.entry(i);
            entries.add(entry);
            DeviceIdentity identity = entry.card == null ? unreachable(i, driver) : entry.card.identify(i, driver);
            opened.events.remember(entry.handle, heard.getOrDefault(identity.key(), List.of()));
            found.add(identity);
        }
        identities = List.copyOf(found);
        opened.events.listen(entries.stream()
                .filter(entry -> entry.card != null)
                .map(entry -> entry.handle)
                .toList());
        return found;
    }

    @Override
    public boolean wantsReopening() {
        return asleep.stream().anyMatch(card -> !card.isAsleep());
    }

    @Override
    public List<GpuReading> read() throws SourceException {
        if (!asleep.isEmpty()) {
            return identities.stream()
                    .map(card -> GpuReading.asleep(card.memory().totalBytes()))
                    .toList();
        }
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("NVML is read before it is opened, or after it is closed.");
        }
        List<GpuReading> readings = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            readings.add(
                    entry.card == null ? GpuReading.absent(entry.state) : entry.card.read(open.processes, open.events));
        }
        open.known.forgetUnlisted();
        if (!readings.stream().allMatch(NvmlSource::isWell)) {
            open.events.hurry();
        }
        if (isDead(readings)) {
            throw failure(lastCode(), "has stopped answering");
        }
        return readings;
    }

    /** A driver that was unloaded or reloaded refuses every call to the handles that it once gave. */
    private boolean isDead(List<GpuReading> readings) {
        boolean opened = entries.stream().anyMatch(entry -> entry.card != null);
        boolean silent = readings.stream().anyMatch(reading -> reading.state() == DeviceState.UNREADABLE);
        return opened && silent && readings.stream().noneMatch(NvmlSource::isWell);
    }

    private static boolean isWell(GpuReading reading) {
        return reading.state() == DeviceState.OK || reading.state() == DeviceState.ASLEEP;
    }

    private int lastCode() {
        int code = NvmlReturn.UNINITIALIZED;
        for (Entry entry : entries) {
            code = entry.card == null ? code : entry.card.lastCode();
        }
        return code;
    }

    @Override
    public void close() {
        asleep.forEach(RuntimePower::close);
        asleep = List.of();
        entries.forEach(Entry::close);
        if (session != null) {
            for (int i = 0; i < Math.min(entries.size(), identities.size()); i++) {
                heard.put(identities.get(i).key(), session.events.of(entries.get(i).handle));
            }
            session.close();
            ending = session.events;
            session = null;
        }
        entries.clear();
    }

    private static SourceException failure(int code, String what) {
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
                        "NVIDIA's management library " + what + " (code " + code + ").",
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

    private record Entry(MemorySegment handle, @Nullable NvmlCard card, DeviceState state) {

        void close() {
            if (card != null) {
                card.close();
            }
        }
    }

    /** What lives from open to close. */
    private static final class Session {
        private final NvmlLibrary library;
        private final Arena arena = Arena.ofConfined();
        private final NvmlSurroundings surroundings;
        private final KnownProcesses known;
        private final NvmlProcesses processes;
        private final XidEvents events;

        Session(NvmlLibrary library, NvmlSurroundings surroundings, Duration eventWait) {
            this.library = library;
            this.surroundings = surroundings;
            known = new KnownProcesses(new ProcessTable(surroundings.folders()), System::nanoTime);
            processes = new NvmlProcesses(library, known, arena);
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

        Entry entry(int index) {
            MemorySegment out = arena.allocate(ADDRESS);
            int code = library.handle(index, out);
            if (code != NvmlReturn.SUCCESS) {
                return new Entry(MemorySegment.NULL, null, unreachableState(code));
            }
            MemorySegment handle = out.get(ADDRESS, 0);
            return new Entry(
                    handle, new NvmlCard(library, handle, surroundings, System::nanoTime, arena), DeviceState.OK);
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
