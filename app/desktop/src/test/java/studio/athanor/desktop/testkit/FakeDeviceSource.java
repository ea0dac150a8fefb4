package studio.athanor.desktop.testkit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
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
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.source.DeviceSource;

/** Cards whose readings are what the test says. */
public final class FakeDeviceSource implements DeviceSource {

    private final List<DeviceIdentity> cards;
    private volatile List<GpuReading> readings;
    private final List<Long> readNanos = new CopyOnWriteArrayList<>();

    /** Creates a source of cards that answer nothing until the test says so. */
    public FakeDeviceSource(DeviceIdentity... cards) {
        this.cards = List.of(cards);
        readings = this.cards.stream()
                .map(card -> GpuReading.absent(DeviceState.OK)
                        .withMemory(MemoryReading.ofSize(card.memory().totalBytes())))
                .toList();
    }

    /** Returns a card with a slot. */
    public static DeviceIdentity card(String name, String pci, long totalBytes) {
        return new DeviceIdentity(
                name,
                DeviceKind.DISCRETE,
                new HardwareIds(PciAddress.parse(pci), Optional.empty(), OptionalInt.empty(), OptionalInt.empty()),
                SystemNames.NONE,
                new MemoryFacts(OptionalLong.of(totalBytes), OptionalLong.empty()));
    }

    /** Returns a reading of a busy card. */
    public static GpuReading busy(
            long totalBytes, long usedBytes, double percent, double celsius, double watts, ProcessMemory... processes) {
        return new GpuReading(
                DeviceState.OK,
                MemoryReading.of(totalBytes, usedBytes),
                Optional.of(new ProcessListing(true, List.of(processes))),
                new Activity(OptionalDouble.of(percent), OptionalDouble.empty()),
                new ThermalReading(
                        OptionalDouble.of(celsius),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        ThermalReading.Limits.NONE),
                new PowerReading(
                        OptionalDouble.of(watts),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                ClockReading.NONE,
                FanReading.NONE,
                PcieReading.NONE,
                Optional.empty(),
                FaultReading.NONE,
                Optional.empty());
    }

    /** Returns a program that holds memory. */
    public static ProcessMemory program(String name, long bytes) {
        return new ProcessMemory(999_999_999L, Optional.of(name), OptionalLong.of(bytes));
    }

    /** Answers this from now on, one reading for each card. */
    public void reads(GpuReading... next) {
        readings = List.of(next);
    }

    /** Returns when the cards were looked at, in nanoseconds of {@link System#nanoTime}. */
    public List<Long> readNanos() {
        return List.copyOf(readNanos);
    }

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public List<DeviceIdentity> open() {
        return cards;
    }

    @Override
    public List<GpuReading> read() {
        readNanos.add(System.nanoTime());
        return readings;
    }

    @Override
    public void close() {}
}
