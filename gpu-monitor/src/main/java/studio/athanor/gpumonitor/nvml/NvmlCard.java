package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.linux.RuntimePower;
import studio.athanor.gpumonitor.linux.SystemFolders;
import studio.athanor.gpumonitor.nvml.NvmlFields.Field;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.MigMode;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PcieReading.Link;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThermalReading.Limits;
import studio.athanor.gpumonitor.reading.ThrottleReason;
import studio.athanor.gpumonitor.source.HostMemorySource;

/** One card: what it is, read once, and how it is, read every time. Confined to its arena's thread. */
final class NvmlCard {

    /** A lost card may take long to say so; it is asked again only now and then. */
    private static final long PROBE_NANOS = 10_000_000_000L;

    private static final int CLOCK_GRAPHICS = 0;
    private static final int CLOCK_MEMORY = 2;
    private static final int CLOCK_VIDEO = 3;
    private static final int THRESHOLD_SHUTDOWN = 0;
    private static final int THRESHOLD_SLOWDOWN = 1;
    private static final int THRESHOLD_MEMORY = 2;
    private static final int THRESHOLD_GPU = 3;

    private final NvmlDevice device;
    private final NvmlFields fields;
    private final HostMemorySource host;
    private final SystemFolders folders;
    private final LongSupplier nanoTime;
    private final long slowIntervalNanos;
    private final CounterRate sent = new CounterRate();
    private final CounterRate received = new CounterRate();
    private boolean unified;
    private OptionalInt maxGraphicsMhz = OptionalInt.empty();
    private OptionalInt maxMemoryMhz = OptionalInt.empty();
    private OptionalInt fans = OptionalInt.empty();
    private OptionalDouble defaultLimitWatts = OptionalDouble.empty();
    private Link maxLink = Link.NONE;
    private Limits limits = Limits.NONE;
    private Optional<ProcessListing> listing = Optional.empty();
    private FanReading fan = FanReading.NONE;
    private PcieReading pcie = PcieReading.NONE;
    private Optional<MigMode> mig = Optional.empty();
    private Optional<RuntimePower> runtimePower = Optional.empty();
    private OptionalLong totalBytes = OptionalLong.empty();
    private long slowNanos;
    private boolean readBefore;
    private long lostSince;

    NvmlCard(
            NvmlLibrary library,
            MemorySegment handle,
            NvmlSurroundings surroundings,
            LongSupplier nanoTime,
            Arena arena) {
        slowIntervalNanos = surroundings.slowInterval().toNanos();
        device = new NvmlDevice(library, handle, arena);
        fields = new NvmlFields(library, arena);
        host = surroundings.host();
        folders = surroundings.folders();
        this.nanoTime = nanoTime;
    }

    int lastCode() {
        return device.lastCode();
    }

    void close() {
        runtimePower.ifPresent(RuntimePower::close);
    }

    DeviceIdentity identify(int index, Optional<String> driver) {
        String name = device.text(NvmlCall.NAME).orElse("NVIDIA GPU " + index);
        Optional<String> uuid = device.text(NvmlCall.UUID);
        HardwareIds hardware = device.fill(NvmlCall.PCI, 0)
                .map(pci -> NvmlStructs.hardware(pci, uuid))
                .orElse(new HardwareIds(Optional.empty(), uuid, OptionalInt.of(0x10de), OptionalInt.empty()));
        mig = mig();
        unified = hasNoMemory(ownMemory());
        MemoryReading memory = memory();
        totalBytes = memory.totalBytes();
        runtimePower = hardware.pci().map(pci -> RuntimePower.of(folders, pci));
        maxGraphicsMhz = device.number(NvmlCall.MAX_CLOCK, CLOCK_GRAPHICS);
        maxMemoryMhz = device.number(NvmlCall.MAX_CLOCK, CLOCK_MEMORY);
        fans = device.number(NvmlCall.FANS);
        defaultLimitWatts = thousandths(device.number(NvmlCall.POWER_DEFAULT_LIMIT));
        maxLink = new Link(device.number(NvmlCall.MAX_LINK_GENERATION), device.number(NvmlCall.MAX_LINK_WIDTH));
        limits = new Limits(
                celsius(device.number(NvmlCall.THRESHOLD, THRESHOLD_GPU)),
                celsius(device.number(NvmlCall.THRESHOLD, THRESHOLD_SLOWDOWN)),
                celsius(device.number(NvmlCall.THRESHOLD, THRESHOLD_SHUTDOWN)),
                OptionalDouble.empty(),
                celsius(device.number(NvmlCall.THRESHOLD, THRESHOLD_MEMORY)));
        return new DeviceIdentity(
                name,
                unified ? DeviceKind.INTEGRATED : DeviceKind.DISCRETE,
                hardware,
                new SystemNames(driver, OptionalInt.of(index), Optional.empty()),
                new MemoryFacts(memory.totalBytes(), peakBytesPerSecond(device.number(NvmlCall.BUS_WIDTH))));
    }

    GpuReading read(NvmlProcesses processes, XidEvents events) {
        if (device.state() != DeviceState.OK) {
            if (nanoTime.getAsLong() - lostSince < PROBE_NANOS) {
                return withEvents(GpuReading.absent(device.state()), events);
            }
            device.assumeWell();
        }
        if (runtimePower.filter(RuntimePower::isAsleep).isPresent()) {
            return withEvents(GpuReading.asleep(totalBytes), events);
        }
        device.begin();
        MemoryReading memory = memory();
        fields.read(device);
        readSlow(processes);
        GpuReading reading = new GpuReading(
                DeviceState.OK,
                memory,
                listing,
                activity(),
                thermal(),
                power(),
                clocks(),
                fan,
                pcie,
                throttling(),
                new FaultReading(
                        fields.ecc(),
                        fields.rowRemap(),
                        fields.retiredPages(),
                        fields.recovery(),
                        fields.nvlink(),
                        List.of(),
                        events.of(device.handle()),
                        List.of()),
                mig);
        if (device.state() != DeviceState.OK) {
            lostSince = nanoTime.getAsLong();
            return withEvents(GpuReading.absent(device.state()), events);
        }
        return device.isSilent() ? withEvents(GpuReading.absent(DeviceState.UNREADABLE), events) : reading;
    }

    /** What changes slowly or costs most is read less often than the rest. */
    private void readSlow(NvmlProcesses processes) {
        long now = nanoTime.getAsLong();
        if (device.state() == DeviceState.OK && (!readBefore || now - slowNanos >= slowIntervalNanos)) {
            readBefore = true;
            slowNanos = now;
            listing = processes.list(device);
            fan = fan();
            pcie = pcie();
            mig = mig();
        }
    }

    private GpuReading withEvents(GpuReading reading, XidEvents events) {
        return reading.withFaults(FaultReading.NONE.withEvents(events.of(device.handle()), List.of()));
    }

    private MemoryReading memory() {
        return unified ? hostMemory() : ownMemory();
    }

    private MemoryReading ownMemory() {
        return device.fill(NvmlCall.MEMORY_V2, NvmlStructs.MEMORY_V2_VERSION)
                .map(NvmlStructs::memoryV2)
                .or(() -> device.fill(NvmlCall.MEMORY, 0).map(NvmlStructs::memory))
                .orElse(MemoryReading.NONE);
    }

    /** Judges by the answer that has just come. A card that is split may keep its memory to itself, but it has some. */
    private boolean hasNoMemory(MemoryReading own) {
        boolean none = own.equals(MemoryReading.NONE)
                ? device.lastCode() == NvmlReturn.NOT_SUPPORTED
                : own.totalBytes().orElse(0) == 0;
        return none && mig.filter(MigMode::split).isEmpty();
    }

    /** Parts without memory of their own (GB10, Tegra) use the host's, and NVML does not say how much. */
    private MemoryReading hostMemory() {
        var read = host.read();
        return read.totalBytes().isPresent() && read.availableBytes().isPresent()
                ? MemoryReading.unified(
                        read.totalBytes().getAsLong(), read.availableBytes().getAsLong())
                : MemoryReading.NONE;
    }

    private Activity activity() {
        return device.fill(NvmlCall.UTILISATION, 0)
                .map(rates -> new Activity(
                        OptionalDouble.of(rates.get(JAVA_INT, 0)), OptionalDouble.of(rates.get(JAVA_INT, 4))))
                .orElse(Activity.NONE);
    }

    private ThermalReading thermal() {
        OptionalInt gpu = device.fill(NvmlCall.TEMPERATURE_V, NvmlStructs.TEMPERATURE_VERSION)
                .map(temperature -> OptionalInt.of(temperature.get(JAVA_INT, 8)))
                .orElseGet(() -> device.number(NvmlCall.TEMPERATURE, 0));
        return new ThermalReading(
                celsius(gpu),
                OptionalDouble.empty(),
                celsius(fields.get(Field.MEMORY_TEMPERATURE)),
                limits.slowdownCelsius().isPresent() || gpu.isEmpty() ? limits : limitsByDistance(gpu.getAsInt()));
    }

    /** Newer cards say how far they are from their limit, and where beyond it they act. */
    private Limits limitsByDistance(int gpuCelsius) {
        Optional<MemorySegment> filled = device.fill(NvmlCall.MARGIN, NvmlStructs.MARGIN_VERSION);
        if (filled.isEmpty()) {
            return limits;
        }
        int limit = gpuCelsius + filled.get().get(JAVA_INT, 4);
        return new Limits(
                beyond(limit, fields.get(Field.OPERATING_DISTANCE)),
                beyond(limit, fields.get(Field.SLOWDOWN_DISTANCE)),
                beyond(limit, fields.get(Field.SHUTDOWN_DISTANCE)),
                limits.hotspotCelsius(),
                limits.memoryCelsius());
    }

    private PowerReading power() {
        OptionalDouble watts = thousandths(device.number(NvmlCall.POWER));
        OptionalDouble limit = fields.thousandths(Field.POWER_LIMIT);
        return new PowerReading(
                watts.isPresent() ? watts : fields.thousandths(Field.POWER_INSTANT),
                limit.isPresent() ? limit : thousandths(device.number(NvmlCall.POWER_LIMIT)),
                defaultLimitWatts,
                fields.thousandths(Field.ENERGY));
    }

    private ClockReading clocks() {
        return new ClockReading(
                device.number(NvmlCall.CLOCK, CLOCK_GRAPHICS),
                device.number(NvmlCall.CLOCK, CLOCK_MEMORY),
                device.number(NvmlCall.CLOCK, CLOCK_VIDEO),
                maxGraphicsMhz,
                maxMemoryMhz);
    }

    private FanReading fan() {
        OptionalInt percent = OptionalInt.empty();
        OptionalInt rpm = rpm(0);
        for (int i = 0; i < Math.min(fans.orElse(0), 8); i++) {
            percent = larger(percent, device.number(NvmlCall.FAN_SPEED_V2, i));
            rpm = i == 0 ? rpm : larger(rpm, rpm(i));
        }
        if (percent.isEmpty()) {
            percent = device.number(NvmlCall.FAN_SPEED);
        }
        return new FanReading(percent, rpm);
    }

    private OptionalInt rpm(int fan) {
        return device.fill(NvmlCall.FAN_RPM, NvmlStructs.FAN_RPM_VERSION, fan)
                .map(speed -> OptionalInt.of(speed.get(JAVA_INT, 8)))
                .orElse(OptionalInt.empty());
    }

    private PcieReading pcie() {
        long now = nanoTime.getAsLong();
        return new PcieReading(
                new Link(device.number(NvmlCall.LINK_GENERATION), device.number(NvmlCall.LINK_WIDTH)),
                maxLink,
                received.next(fields.get(Field.PCIE_RECEIVED), now),
                sent.next(fields.get(Field.PCIE_SENT), now),
                fields.get(Field.PCIE_REPLAYS));
    }

    private Optional<MigMode> mig() {
        return device.pair(NvmlCall.MIG_MODE)
                .map(modes -> new MigMode(modes.get(JAVA_INT, 0) != 0, modes.get(JAVA_INT, 4) != 0));
    }

    private Optional<Set<ThrottleReason>> throttling() {
        OptionalLong bits = device.longNumber(NvmlCall.EVENT_REASONS);
        if (bits.isEmpty()) {
            bits = device.longNumber(NvmlCall.THROTTLE_REASONS);
        }
        return bits.isPresent() ? Optional.of(NvmlStructs.reasons(bits.getAsLong())) : Optional.empty();
    }

    /** Two transfers per clock over the whole width of the bus. */
    private OptionalLong peakBytesPerSecond(OptionalInt busBits) {
        return busBits.isPresent() && maxMemoryMhz.isPresent()
                ? OptionalLong.of(busBits.getAsInt() / 8L * maxMemoryMhz.getAsInt() * 2_000_000L)
                : OptionalLong.empty();
    }

    private static OptionalDouble beyond(int limit, OptionalLong distance) {
        return distance.isPresent()
                ? OptionalDouble.of(limit - (double) (int) distance.getAsLong())
                : OptionalDouble.empty();
    }

    private static OptionalDouble celsius(OptionalInt value) {
        return value.isPresent() && value.getAsInt() > 0 ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
    }

    private static OptionalDouble celsius(OptionalLong value) {
        return value.isPresent() && value.getAsLong() > 0
                ? OptionalDouble.of((double) value.getAsLong())
                : OptionalDouble.empty();
    }

    private static OptionalDouble thousandths(OptionalInt value) {
        return value.isPresent()
                ? OptionalDouble.of(Integer.toUnsignedLong(value.getAsInt()) / 1000.0)
                : OptionalDouble.empty();
    }

    private static OptionalInt larger(OptionalInt one, OptionalInt other) {
        return one.isPresent() && one.getAsInt() >= other.orElse(-1) ? one : other;
    }
}
