package studio.athanor.gpumonitor.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThermalReading.Limits;
import studio.athanor.gpumonitor.reading.ThrottleReason;

/** A card of the amdgpu driver ({@code Documentation/gpu/amdgpu/thermal.rst} and {@code driver-misc.rst}). */
final class AmdCard implements KernelCard {

    private static final Pattern LEVEL = Pattern.compile("([0-9]+): *([0-9]+) *Mhz.*", Pattern.CASE_INSENSITIVE);

    /** {@code gpu_metrics_v1_3} and where its cause of throttling stands. */
    private static final int METRICS_V1_3_SIZE = 120;

    private static final int METRICS_V1_3_THROTTLE = 112;
    private static final long THROTTLE_POWER_BITS = 0xff_ffffL;
    private static final long THROTTLE_HEAT_BITS = 0xffff_0000_0000L;

    private final DrmCard card;
    private final KernelFolder device;
    private final RuntimePower power;
    private final Hwmon hwmon;
    private final PcieFiles pcie;
    private final boolean integrated;
    private final DeviceIdentity identity;
    private final OptionalLong vramBytes;
    private final OptionalLong gttBytes;
    private final OptionalInt maxGraphicsMhz;
    private final OptionalInt maxMemoryMhz;
    private final Limits limits;
    private final OptionalDouble defaultLimitWatts;
    private final RasCounts ras;
    private final long slowIntervalNanos;
    private Slow slow = Slow.NONE;
    private long slowNanos;

    AmdCard(DrmCard card, String name, Duration slowInterval) {
        slowIntervalNanos = slowInterval.toNanos();
        this.card = card;
        device = new KernelFolder(card.device());
        power = card.runtimePower();
        hwmon = Hwmon.of(card.device());
        pcie = new PcieFiles(device);
        vramBytes = device.file("mem_info_vram_total").number();
        gttBytes = device.file("mem_info_gtt_total").number();
        integrated = isIntegrated();
        maxGraphicsMhz = highestLevel("pp_dpm_sclk");
        maxMemoryMhz = highestLevel("pp_dpm_mclk");
        limits = new Limits(
                OptionalDouble.empty(),
                hwmon.celsius("edge", "_crit"),
                hwmon.celsius("edge", "_emergency"),
                hwmon.celsius("junction", "_crit"),
                hwmon.celsius("mem", "_crit"));
        defaultLimitWatts = hwmon.watts("power1_cap_default");
        ras = new RasCounts(device);
        identity = new DeviceIdentity(
                device.file("product_name").text().orElse(name),
                integrated ? DeviceKind.INTEGRATED : DeviceKind.DISCRETE,
                card.hardware(),
                card.systemNames(),
                new MemoryFacts(totalBytes(), OptionalLong.empty()));
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public GpuReading read(DrmClients.OfCard clients, long nanos) {
        if (power.isAsleep()) {
            return GpuReading.asleep(totalBytes());
        }
        MemoryReading memory = memory();
        if (memory.usedBytes().isEmpty() && !card.isThere()) {
            return GpuReading.absent(DeviceState.LOST);
        }
        if (slow.equals(Slow.NONE) || nanos - slowNanos >= slowIntervalNanos) {
            slowNanos = nanos;
            slow = new Slow(
                    new ClockReading(
                            hwmon.megahertz("sclk"),
                            hwmon.megahertz("mclk"),
                            OptionalInt.empty(),
                            maxGraphicsMhz,
                            maxMemoryMhz),
                    hwmon.watts("power1_cap"),
                    fan(),
                    pcie.read(),
                    device.file("gpu_metrics").bytes().flatMap(AmdCard::throttling),
                    ras.read());
        }
        return new GpuReading(
                DeviceState.OK,
                memory,
                Optional.of(integrated ? clients.sharedListing() : clients.listing()),
                new Activity(
                        device.file("gpu_busy_percent").number(1),
                        device.file("mem_busy_percent").number(1)),
                new ThermalReading(
                        hwmon.celsius("edge", "_input"),
                        hwmon.celsius("junction", "_input"),
                        hwmon.celsius("mem", "_input"),
                        limits),
                new PowerReading(
                        hwmon.watts("power1_average", "power1_input"),
                        slow.limitWatts,
                        defaultLimitWatts,
                        OptionalDouble.empty()),
                slow.clocks,
                slow.fan,
                slow.pcie,
                slow.throttling,
                slow.faults,
                Optional.empty());
    }

    @Override
    public void close() {
        device.close();
        hwmon.close();
        power.close();
    }

    /**
     * Reads why the card runs slower, from {@code gpu_metrics}: bits 0 to 23 are power and current, 32 to 47 heat ({@code
     * amdgpu_smu.h}). Other versions of the table have no such field or have it elsewhere.
     */
    static Optional<Set<ThrottleReason>> throttling(byte[] metrics) {
        if (metrics.length < METRICS_V1_3_SIZE || metrics[2] != 1 || metrics[3] != 3) {
            return Optional.empty();
        }
        long bits = ByteBuffer.wrap(metrics).order(ByteOrder.LITTLE_ENDIAN).getLong(METRICS_V1_3_THROTTLE);
        if (bits == -1) {
            return Optional.empty();
        }
        Set<ThrottleReason> reasons = EnumSet.noneOf(ThrottleReason.class);
        if ((bits & THROTTLE_POWER_BITS) != 0) {
            reasons.add(ThrottleReason.POWER_CAP);
        }
        if ((bits & THROTTLE_HEAT_BITS) != 0) {
            reasons.add(ThrottleReason.HARDWARE_THERMAL);
        }
        if ((bits & ~(THROTTLE_POWER_BITS | THROTTLE_HEAT_BITS)) != 0) {
            reasons.add(ThrottleReason.OTHER);
        }
        return Optional.of(reasons);
    }

    /** The table of a part without memory of its own has format 2 or 3; older ones have a sensor for the north bridge. */
    private boolean isIntegrated() {
        Optional<byte[]> metrics = device.file("gpu_metrics").bytes().filter(bytes -> bytes.length >= 4);
        return metrics.map(bytes -> bytes[2] >= 2).orElseGet(() -> hwmon.hasLabel("in", "vddnb"));
    }

    private OptionalLong totalBytes() {
        return integrated && vramBytes.isPresent()
                ? OptionalLong.of(vramBytes.getAsLong() + gttBytes.orElse(0))
                : vramBytes;
    }

    private MemoryReading memory() {
        OptionalLong vram = device.file("mem_info_vram_used").number();
        OptionalLong gtt = device.file("mem_info_gtt_used").number();
        OptionalLong total = totalBytes();
        if (total.isEmpty() || vram.isEmpty()) {
            return MemoryReading.NONE;
        }
        long used = vram.getAsLong() + (integrated ? gtt.orElse(0) : 0);
        return new MemoryReading(
                total,
                OptionalLong.of(used),
                OptionalLong.of(Math.max(0, total.getAsLong() - used)),
                OptionalLong.empty(),
                integrated ? OptionalLong.empty() : gtt,
                integrated);
    }

    private FanReading fan() {
        OptionalLong pwm = hwmon.number("pwm1");
        OptionalLong rpm = hwmon.number("fan1_input");
        return new FanReading(
                pwm.isPresent() ? OptionalInt.of((int) Math.round(pwm.getAsLong() * 100.0 / 255)) : OptionalInt.empty(),
                rpm.isPresent() ? OptionalInt.of((int) rpm.getAsLong()) : OptionalInt.empty());
    }

    private OptionalInt highestLevel(String file) {
        return device.file(file).text().stream()
                .flatMap(String::lines)
                .map(LEVEL::matcher)
                .filter(Matcher::matches)
                .mapToInt(level -> Integer.parseInt(level.group(2)))
                .max();
    }

    /** What changes slowly or costs most is read less often than the rest. */
    private record Slow(
            ClockReading clocks,
            OptionalDouble limitWatts,
            FanReading fan,
            PcieReading pcie,
            Optional<Set<ThrottleReason>> throttling,
            FaultReading faults) {
        static final Slow NONE = new Slow(
                ClockReading.NONE,
                OptionalDouble.empty(),
                FanReading.NONE,
                PcieReading.NONE,
                Optional.empty(),
                FaultReading.NONE);
    }
}
