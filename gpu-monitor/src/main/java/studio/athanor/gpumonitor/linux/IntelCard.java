package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThermalReading.Limits;
import studio.athanor.gpumonitor.reading.ThrottleReason;
import studio.athanor.gpumonitor.source.HostMemorySource;

/**
 * A card of the xe or i915 driver. How much of its memory is in use the kernel tells only to privileged programs; how much
 * there is, to all that may open the card.
 */
final class IntelCard implements KernelCard {

    /** Where Intel's processors have their graphics unit. */
    private static final PciAddress IN_THE_PROCESSOR = new PciAddress(0, 0, 2, 0);

    private static final String XE_FREQUENCIES = "tile0/gt0/freq0/";

    private final DrmCard card;
    private final KernelFolder device;
    private final KernelFolder own;
    private final RuntimePower power;
    private final Hwmon hwmon;
    private final PcieFiles pcie;
    private final DrmMemoryQuery memoryQuery;
    private final HostMemorySource host;
    private final boolean integrated;
    private final KernelFile clock;
    private final OptionalInt maxClock;
    private final List<Reason> reasons;
    private final DeviceIdentity identity;
    private final Limits limits;
    private OptionalDouble lastJoules = OptionalDouble.empty();
    private long lastNanos;
    private MemoryReading told = MemoryReading.NONE;

    IntelCard(DrmCard card, String name, DrmMemoryQuery memoryQuery, HostMemorySource host) {
        this.card = card;
        this.memoryQuery = memoryQuery;
        this.host = host;
        device = new KernelFolder(card.device());
        own = new KernelFolder(card.folder());
        power = card.runtimePower();
        hwmon = Hwmon.of(card.device());
        pcie = new PcieFiles(device);
        integrated = card.pci().equals(IN_THE_PROCESSOR);
        boolean xe = card.driver().equals(Optional.of("xe"));
        clock = xe
                ? device.file(XE_FREQUENCIES + "act_freq")
                : own.firstOf("gt/gt0/rps_act_freq_mhz", "gt_act_freq_mhz");
        maxClock = intOf((xe
                        ? device.file(XE_FREQUENCIES + "rp0_freq")
                        : own.firstOf("gt/gt0/rps_RP0_freq_mhz", "gt_RP0_freq_mhz"))
                .number());
        reasons = xe
                ? Reason.find(device, card.device(), XE_FREQUENCIES + "throttle", "reason_")
                : Reason.find(own, card.folder(), "gt/gt0", "throttle_reason_");
        limits = new Limits(
                OptionalDouble.empty(),
                hwmon.celsius("pkg", "_crit"),
                hwmon.celsius("pkg", "_emergency"),
                OptionalDouble.empty(),
                hwmon.celsius("vram", "_crit"));
        identity = new DeviceIdentity(
                name,
                integrated ? DeviceKind.INTEGRATED : DeviceKind.DISCRETE,
                card.hardware(),
                card.systemNames(),
                new MemoryFacts(memory().totalBytes(), OptionalLong.empty()));
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public GpuReading read(DrmClients.OfCard clients, long nanos) {
        if (!card.isThere()) {
            return GpuReading.absent(DeviceState.LOST);
        }
        if (power.isAsleep()) {
            return GpuReading.asleep(told.totalBytes());
        }
        return new GpuReading(
                DeviceState.OK,
                memory(),
                Optional.of(integrated ? clients.sharedListing() : clients.listing()),
                new Activity(clients.busyPercent(), OptionalDouble.empty()),
                new ThermalReading(
                        hwmon.celsius("pkg", "_input"),
                        OptionalDouble.empty(),
                        hwmon.celsius("vram", "_input"),
                        limits),
                power(nanos),
                new ClockReading(
                        intOf(clock.number()), OptionalInt.empty(), OptionalInt.empty(), maxClock, OptionalInt.empty()),
                new FanReading(OptionalInt.empty(), intOf(hwmon.number("fan1_input"))),
                pcie.read(),
                throttling(),
                FaultReading.NONE,
                Optional.empty());
    }

    @Override
    public void close() {
        device.close();
        own.close();
        hwmon.close();
        power.close();
    }

    /** The size stays; whether use is told shows in the first answer, and asking again would keep the card awake. */
    private MemoryReading memory() {
        if (integrated) {
            HostMemory read = host.read();
            return read.totalBytes().isPresent() && read.availableBytes().isPresent()
                    ? MemoryReading.unified(
                            read.totalBytes().getAsLong(), read.availableBytes().getAsLong())
                    : MemoryReading.NONE;
        }
        if (told.totalBytes().isEmpty() || told.usedBytes().isPresent()) {
            told = memoryQuery.read(card);
        }
        return told;
    }

    /** The driver counts energy; the difference over time is power. */
    private PowerReading power(long nanos) {
        OptionalDouble joules = hwmon.joules("card");
        if (joules.isEmpty()) {
            joules = hwmon.joules("pkg");
        }
        if (joules.isEmpty()) {
            joules = hwmon.number("energy1_input").isPresent()
                    ? OptionalDouble.of(hwmon.number("energy1_input").getAsLong() / 1e6)
                    : OptionalDouble.empty();
        }
        OptionalDouble watts = joules.isPresent()
                        && lastJoules.isPresent()
                        && joules.getAsDouble() >= lastJoules.getAsDouble()
                        && nanos > lastNanos
                ? OptionalDouble.of((joules.getAsDouble() - lastJoules.getAsDouble()) * 1e9 / (nanos - lastNanos))
                : OptionalDouble.empty();
        lastJoules = joules;
        lastNanos = nanos;
        return new PowerReading(watts, hwmon.watts("power1_max"), hwmon.watts("power1_rated_max"), joules);
    }

    private Optional<Set<ThrottleReason>> throttling() {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        Set<ThrottleReason> found = EnumSet.noneOf(ThrottleReason.class);
        for (Reason reason : reasons) {
            if (reason.file.number().orElse(0) != 0) {
                found.add(reason.meaning);
            }
        }
        return Optional.of(found);
    }

    private static OptionalInt intOf(OptionalLong value) {
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /** One file per cause, 1 while it holds ({@code xe_gt_throttle.c}, {@code intel_gt_sysfs_pm.c}). */
    private record Reason(KernelFile file, ThrottleReason meaning) {

        static List<Reason> find(KernelFolder folder, Path root, String below, String prefix) {
            return KernelFolder.entries(root.resolve(below), prefix + "*").stream()
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.endsWith("_status"))
                    .map(name -> new Reason(folder.file(below + "/" + name), meaning(name.substring(prefix.length()))))
                    .toList();
        }

        private static ThrottleReason meaning(String cause) {
            return switch (cause) {
                case "pl1", "pl2", "pl4", "psys_pl1", "psys_pl2", "vr_tdc", "iccmax", "fast_vmode", "fastvmode" ->
                    ThrottleReason.POWER_CAP;
                case "psys_crit" -> ThrottleReason.POWER_BRAKE;
                case "thermal",
                        "soc_thermal",
                        "soc_avg_thermal",
                        "mem_thermal",
                        "vr_thermal",
                        "vr_thermalert",
                        "prochot" -> ThrottleReason.HARDWARE_THERMAL;
                case "ratl" -> ThrottleReason.SOFTWARE_THERMAL;
                default -> ThrottleReason.OTHER;
            };
        }
    }
}
