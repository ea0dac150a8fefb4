package studio.athanor.gpumonitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.SourceStatus;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.GpuDevice;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.FaultReading.EccCounts;
import studio.athanor.gpumonitor.reading.FaultReading.RecoveryAction;
import studio.athanor.gpumonitor.reading.FaultReading.RetiredPages;
import studio.athanor.gpumonitor.reading.FaultReading.RowRemap;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PcieReading.Link;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThermalReading.Limits;
import studio.athanor.gpumonitor.reading.ThrottleReason;
import studio.athanor.gpumonitor.testkit.FakeSource;

class HealthExaminationTest {

    private static final String KEY = "pci:0000:01:00.0";
    private static final long MIB = 1L << 20;

    private final Sensors sensors = new Sensors();
    private final DeviceHistory history = new DeviceHistory(200);
    private MemoryBooks books = MemoryBooks.EMPTY;

    @Test
    void findsNothingOnAHealthyCard() {
        for (int second = 0; second < 120; second++) {
            history.add(second * 1000L, sensors.reading());
        }

        assertThat(findings()).isEmpty();
    }

    @Test
    void findsNothingOnACardWithoutSensors() {
        assertThat(findings(GpuReading.absent(DeviceState.OK))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LOST, GPU-LOST", "RESET_REQUIRED, GPU-RESET"})
    void findsCardsThatDoNotAnswer(DeviceState state, String code) {
        assertThat(findings(GpuReading.absent(state))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.severity()).isEqualTo(Severity.FAILURE);
            assertThat(finding.deviceKey()).contains(KEY);
        });
    }

    @ParameterizedTest
    @CsvSource({"79, FAILURE", "48, FAILURE", "94, WARNING", "31, WARNING", "13, NOTE", "777, NOTE"})
    void weighsErrorEvents(long code, Severity severity) {
        sensors.xids = List.of(new XidEvent(Instant.EPOCH, code), new XidEvent(Instant.EPOCH, code));

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("XID-" + code);
            assertThat(finding.severity()).isEqualTo(severity);
        });
    }

    @Test
    void findsWhatTheDriverAsksFor() {
        sensors.recovery = RecoveryAction.REBOOT;

        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).isEqualTo("Restart the computer."));
    }

    @Test
    void findsErrorsOfMemory() {
        sensors.uncorrected = 2;
        assertCodes("ECC-UNCORRECTED", Severity.FAILURE);
        sensors.uncorrected = 0;
        sensors.corrected = 1;
        history.add(0, sensors.reading());
        sensors.corrected = 4;
        history.add(60_000, sensors.reading());
        assertCodes("ECC-CORRECTED", Severity.WARNING);
    }

    @Test
    void findsRowsThatWaitOrFail() {
        sensors.remap = Optional.of(new RowRemap(0, 1, true, false));
        assertCodes("REMAP", Severity.WARNING);
        sensors.remap = Optional.of(new RowRemap(0, 512, false, false));
        assertCodes("REMAP", Severity.WARNING);
        sensors.remap = Optional.of(new RowRemap(0, 1, false, true));
        assertCodes("REMAP-FAILED", Severity.FAILURE);
        sensors.remap = Optional.of(new RowRemap(0, 1, false, false));
        assertThat(findings()).isEmpty();
    }

    @Test
    void findsRetiredPages() {
        sensors.retired = Optional.of(new RetiredPages(1, 0, true));
        assertCodes("PAGES", Severity.WARNING);
        sensors.retired = Optional.of(new RetiredPages(60, 3, false));
        assertCodes("PAGES", Severity.FAILURE);
    }

    @Test
    void findsHeat() {
        sensors.celsius = 91;
        assertCodes("HOT", Severity.WARNING);
        sensors.celsius = 95;
        assertCodes("TOO-HOT", Severity.FAILURE);
        sensors.celsius = 89;
        assertThat(findings()).isEmpty();
        for (int second = 0; second <= 70; second++) {
            history.add(second * 1000L, sensors.reading());
        }
        assertCodes("HOT", Severity.WARNING);
    }

    @Test
    void tellsPersistentThrottlingFromShort() {
        sensors.throttling = Set.of(ThrottleReason.HARDWARE_THERMAL);
        history.add(0, sensors.reading());
        assertCodes("THROTTLED", Severity.WARNING);
        for (int second = 1; second <= 12; second++) {
            history.add(second * 1000L, sensors.reading());
        }
        assertCodes("SLOWDOWN", Severity.FAILURE);
        sensors.throttling = Set.of(ThrottleReason.POWER_CAP);
        history.add(80_000, sensors.reading());
        assertThat(findings()).as("the power limit is normal under load").isEmpty();
    }

    @Test
    void findsAFanThatStandsStillInTheHeat() {
        sensors.fan = new FanReading(OptionalInt.of(0), OptionalInt.empty());
        assertThat(findings()).isEmpty();
        sensors.celsius = 75;
        assertCodes("FAN", Severity.WARNING);
        sensors.fan = FanReading.NONE;
        assertThat(findings()).isEmpty();
    }

    @Test
    void notesALoweredPowerLimit() {
        sensors.limitWatts = 250;

        assertCodes("POWER-LIMIT", Severity.NOTE);
    }

    @Test
    void findsASlowLinkOnlyUnderLoad() {
        sensors.link = new Link(OptionalInt.of(1), OptionalInt.of(4));
        sensors.gpuPercent = 0;
        for (int second = 0; second <= 20; second++) {
            history.add(second * 1000L, sensors.reading());
        }
        assertThat(findings()).isEmpty();
        sensors.gpuPercent = 95;
        for (int second = 21; second <= 40; second++) {
            history.add(second * 1000L, sensors.reading());
        }
        assertCodes("SLOW-LINK", Severity.WARNING);
    }

    @Test
    void findsPacketsThatAreSentAgain() {
        history.add(0, sensors.reading());
        sensors.replays = 16;
        history.add(59_000, sensors.reading());
        assertThat(findings()).isEmpty();
        sensors.replays = 17;
        history.add(60_000, sensors.reading());
        assertCodes("REPLAYS", Severity.WARNING);
    }

    @Test
    void findsMemoryThatNobodyHas() {
        sensors.processBytes = 700 * MIB;
        assertThat(findings()).isEmpty();
        sensors.processBytes = 699 * MIB;
        assertCodes("UNEXPLAINED-MEMORY", Severity.WARNING);
        sensors.complete = false;
        assertThat(findings()).as("others' processes cannot be seen").isEmpty();
    }

    @Test
    void comparesTheStudiosBooks() {
        books = new MemoryBooks(
                List.of(
                        new MemoryBooks.Entry(KEY, "qwen", 5000 * MIB, OptionalLong.of(5254 * MIB)),
                        new MemoryBooks.Entry(KEY, "sdxl", 5000 * MIB, OptionalLong.empty()),
                        new MemoryBooks.Entry("pci:other", "x", 1, OptionalLong.of(5254 * MIB))),
                Map.of(KEY, 1000 * MIB));
        assertThat(findings()).isEmpty();

        books = new MemoryBooks(
                List.of(new MemoryBooks.Entry(KEY, "qwen", 5000 * MIB, OptionalLong.of(5300 * MIB))),
                Map.of(KEY, 8000 * MIB));
        assertThat(findings()).extracting(HealthFinding::code).containsExactly("RESERVE", "MISPLANNED");
    }

    @Test
    void findsDriversThatDoNotWork() {
        DeviceIdentity nvidia = identity(hardware ->
                new HardwareIds(hardware.pci(), hardware.uuid(), OptionalInt.of(0x10de), OptionalInt.empty()));
        BoardReading board = new BoardReading(
                Instant.EPOCH,
                List.of(new DeviceReading(new GpuDevice(nvidia, List.of()), GpuReading.absent(DeviceState.OK))),
                HostMemory.NONE,
                List.of(
                        new SourceStatus("NVML", SourceStatus.State.NOT_PRESENT, "", "not installed", ""),
                        new SourceStatus("Linux kernel", SourceStatus.State.FAILED, "X", "broken", "mend it")));

        assertThat(HealthExamination.examine(board, _ -> Optional.empty(), books))
                .extracting(HealthFinding::code)
                .containsExactly("X", "DRIVER-MISSING");
    }

    private void assertCodes(String code, Severity severity) {
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.sentence()).contains("NVIDIA X").endsWith(".");
            assertThat(finding.remedy()).endsWith(".");
        });
    }

    private List<HealthFinding> findings() {
        return findings(sensors.reading());
    }

    private List<HealthFinding> findings(GpuReading reading) {
        GpuDevice device = new GpuDevice(identity(UnaryOperator.identity()), List.of());
        BoardReading board = new BoardReading(
                Instant.EPOCH,
                List.of(new DeviceReading(device, reading)),
                HostMemory.NONE,
                List.of(new SourceStatus("NVML", SourceStatus.State.WORKING, "", "", "")));
        return HealthExamination.examine(board, _ -> Optional.of(history), books);
    }

    private static DeviceIdentity identity(UnaryOperator<HardwareIds> change) {
        DeviceIdentity card = FakeSource.card("NVIDIA X", "01:00.0");
        return new DeviceIdentity(
                card.name(), card.kind(), change.apply(card.hardware()), card.system(), card.memory());
    }

    /** A healthy card whose sensors a test changes. */
    private static final class Sensors {
        private double celsius = 60;
        private double gpuPercent = 90;
        private double limitWatts = 350;
        private long uncorrected;
        private long corrected;
        private long replays;
        private long processBytes = 1000 * MIB;
        private boolean complete = true;
        private Optional<RowRemap> remap = Optional.empty();
        private Optional<RetiredPages> retired = Optional.empty();
        private RecoveryAction recovery = RecoveryAction.NONE;
        private List<XidEvent> xids = List.of();
        private Set<ThrottleReason> throttling = Set.of();
        private FanReading fan = new FanReading(OptionalInt.of(50), OptionalInt.of(1500));
        private Link link = new Link(OptionalInt.of(4), OptionalInt.of(16));

        GpuReading reading() {
            return new GpuReading(
                    DeviceState.OK,
                    new MemoryReading(
                            OptionalLong.of(8192 * MIB),
                            OptionalLong.of(1000 * MIB),
                            OptionalLong.of(7000 * MIB),
                            OptionalLong.of(192 * MIB),
                            OptionalLong.empty(),
                            false),
                    Optional.of(new ProcessListing(
                            complete, List.of(new ProcessMemory(1, Optional.empty(), OptionalLong.of(processBytes))))),
                    new Activity(OptionalDouble.of(gpuPercent), OptionalDouble.empty()),
                    new ThermalReading(
                            OptionalDouble.of(celsius),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            new Limits(
                                    OptionalDouble.empty(),
                                    OptionalDouble.of(95),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty())),
                    new PowerReading(
                            OptionalDouble.of(300),
                            OptionalDouble.of(limitWatts),
                            OptionalDouble.of(350),
                            OptionalDouble.empty()),
                    ClockReading.NONE,
                    fan,
                    new PcieReading(
                            link,
                            new Link(OptionalInt.of(4), OptionalInt.of(16)),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            OptionalLong.of(replays)),
                    Optional.of(throttling),
                    new FaultReading(
                            Optional.of(new EccCounts(
                                    OptionalLong.of(corrected),
                                    OptionalLong.of(uncorrected),
                                    OptionalLong.empty(),
                                    OptionalLong.empty())),
                            remap,
                            retired,
                            Optional.of(recovery),
                            xids));
        }
    }
}
