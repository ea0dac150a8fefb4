package studio.athanor.gpumonitor.testkit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.device.PciAddress;
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
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.SourceException;

/** A source whose cards, readings, failures and waits are what the test says. */
public final class FakeSource implements DeviceSource {

    private final String name;
    private volatile List<DeviceIdentity> cards;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile List<DeviceIdentity> next;
    private volatile GpuReading reading = GpuReading.absent(DeviceState.OK);
    private volatile @Nullable SourceException openFailure;
    private volatile @Nullable RuntimeException readFailure;
    private volatile @Nullable CountDownLatch hang;
    private volatile @Nullable CountDownLatch openHang;
    private final AtomicInteger opens = new AtomicInteger();
    private volatile boolean wantsReopening;
    private volatile boolean closed;

    public FakeSource(String name, DeviceIdentity... cards) {
        this.name = name;
        this.cards = List.of(cards);
        next = this.cards;
    }

    /** Returns a discrete card of 8 GiB. */
    public static DeviceIdentity card(String name, @Nullable String pci) {
        return new DeviceIdentity(
                name,
                DeviceKind.DISCRETE,
                new HardwareIds(
                        Optional.ofNullable(pci).flatMap(PciAddress::parse),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()),
                SystemNames.NONE,
                new MemoryFacts(OptionalLong.of(8L << 30), OptionalLong.empty()));
    }

    /** Returns a reading of memory, busyness and temperature alone. */
    public static GpuReading reading(long usedBytes, double gpuPercent, double celsius) {
        return new GpuReading(
                DeviceState.OK,
                MemoryReading.of(8L << 30, usedBytes),
                Optional.empty(),
                new Activity(OptionalDouble.of(gpuPercent), OptionalDouble.empty()),
                new ThermalReading(
                        OptionalDouble.of(celsius),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        ThermalReading.Limits.NONE),
                PowerReading.NONE,
                ClockReading.NONE,
                FanReading.NONE,
                PcieReading.NONE,
                Optional.empty(),
                FaultReading.NONE,
                Optional.empty());
    }

    public FakeSource reads(GpuReading next) {
        reading = next;
        return this;
    }

    /** Finds other cards from the next opening on. */
    public FakeSource finds(DeviceIdentity... others) {
        next = List.of(others);
        return this;
    }

    /** Asks to be opened again. */
    public FakeSource asksToBeReopened() {
        wantsReopening = true;
        return this;
    }

    /** Fails to open from now on, or does not for null. */
    public FakeSource failsToOpen(@Nullable SourceException failure) {
        openFailure = failure;
        return this;
    }

    /** Fails every read from now on, or none for null. */
    public FakeSource failsToRead(@Nullable RuntimeException failure) {
        readFailure = failure;
        return this;
    }

    /** Hangs in every read from now on until the latch is counted down. */
    public FakeSource hangsUntil(CountDownLatch latch) {
        hang = latch;
        return this;
    }

    /** Hangs in every opening from now on until the latch is counted down. */
    public FakeSource hangsToOpenUntil(CountDownLatch latch) {
        openHang = latch;
        return this;
    }

    public int reads() {
        return reads.get();
    }

    public int opens() {
        return opens.get();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        opens.incrementAndGet();
        await(openHang);
        SourceException failure = openFailure;
        if (failure != null) {
            throw failure;
        }
        wantsReopening = false;
        closed = false;
        cards = next;
        return cards;
    }

    @Override
    public boolean wantsReopening() {
        return wantsReopening;
    }

    @Override
    public List<GpuReading> read() {
        reads.incrementAndGet();
        await(hang);
        RuntimeException failure = readFailure;
        if (failure != null) {
            throw failure;
        }
        return cards.stream().map(_ -> reading).toList();
    }

    @Override
    public void close() {
        closed = true;
    }

    private static void await(@Nullable CountDownLatch latch) {
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
