package studio.athanor.gpumonitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent.Outcome;
import studio.athanor.gpumonitor.reading.FaultReading.LinkErrors;
import studio.athanor.gpumonitor.reading.FaultReading.RecoveryAction;
import studio.athanor.gpumonitor.reading.FaultReading.RetiredPages;
import studio.athanor.gpumonitor.reading.FaultReading.RowRemap;
import studio.athanor.gpumonitor.reading.FaultReading.UnitErrors;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.HostMemory;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.MigMode;
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
    void tellsErrorsOfLinksBetweenCardsFromABurstOfThem() {
        sensors.nvlink = Optional.of(new LinkErrors(100, 50, 3));
        history.add(0, sensors.reading());
        history.add(30_000, sensors.reading());
        assertThat(findings()).as("they happened before").isEmpty();
        sensors.nvlink = Optional.of(new LinkErrors(100, 51, 3));
        history.add(60_000, sensors.reading());
        assertCodes("NVLINK", Severity.WARNING);
        history.add(400_000, sensors.reading());
        sensors.nvlink = Optional.of(new LinkErrors(1099, 51, 3));
        history.add(405_000, sensors.reading());
        assertCodes("NVLINK", Severity.WARNING);
        sensors.nvlink = Optional.of(new LinkErrors(1100, 51, 3));
        history.add(410_000, sensors.reading());
        assertCodes("NVLINK-CHECKSUMS", Severity.FAILURE);
    }

    @Test
    void findsMemoryOfProgramsThatHaveEnded() {
        sensors.goneFor = Optional.of(Duration.ofSeconds(9));
        assertThat(findings()).as("the driver may still be at it").isEmpty();
        sensors.goneFor = Optional.of(Duration.ofSeconds(10));
        assertCodes("LEFT-BEHIND", Severity.FAILURE);
        sensors.processBytes = 0;
        assertThat(findings()).extracting(HealthFinding::code).containsExactly("UNEXPLAINED-MEMORY");
    }

    @Test
    void notesThatACardIsSplit() {
        sensors.mig = Optional.of(new MigMode(false, false));
        assertThat(findings()).isEmpty();
        sensors.mig = Optional.of(new MigMode(true, true));
        assertCodes("MIG", Severity.NOTE);
        sensors.mig = Optional.of(new MigMode(false, true));
        assertCodes("MIG", Severity.NOTE);
    }

    @Test
    void findsErrorsOfOtherUnits() {
        sensors.units = List.of(new UnitErrors("sdma", 0, 5), new UnitErrors("gfx", 2, 0));

        assertCodes("RAS-gfx", Severity.FAILURE);
    }

    @ParameterizedTest
    @CsvSource({"TIMED_OUT, HANG, WARNING", "RESET, GPU-WAS-RESET, WARNING", "RESET_FAILED, GPU-RESET-FAILED, FAILURE"})
    void tellsWhatBecameOfWorkThatHung(Outcome outcome, String code, Severity severity) {
        sensors.hangs = List.of(
                new HangEvent(Instant.EPOCH, Outcome.RESET),
                new HangEvent(Instant.EPOCH, Outcome.TIMED_OUT),
                new HangEvent(Instant.EPOCH, outcome));

        assertCodes(code, severity);
        assertThat(findings().getFirst().sentence())
                .matches(sentence -> sentence.contains("2 times") == (outcome == Outcome.RESET));
    }

    @Test
    void findsHeatOfTheHottestSpotAndOfTheMemory() {
        sensors.hotspotCelsius = 104;
        sensors.memoryCelsius = 102;
        assertThat(findings()).isEmpty();
        sensors.hotspotCelsius = 105;
        assertCodes("HOTSPOT-HOT", Severity.WARNING);
        sensors.hotspotCelsius = 110;
        assertCodes("HOTSPOT-TOO-HOT", Severity.FAILURE);
        sensors.hotspotCelsius = 90;
        sensors.memoryCelsius = 103;
        assertCodes("MEMORY-HOT", Severity.WARNING);
        sensors.memoryCelsius = 108;
        assertCodes("MEMORY-TOO-HOT", Severity.FAILURE);
    }

    @Test
    void findsACardThatIsAboutToSwitchItselfOff() {
        sensors.celsius = 101;
        assertCodes("TOO-HOT", Severity.FAILURE);
        sensors.celsius = 102;
        assertCodes("NEAR-SHUTDOWN", Severity.FAILURE);
    }

    @Test
    void saysWhenAFailedSourceIsTriedAgain() {
        BoardReading board = new BoardReading(
                Instant.EPOCH,
                List.of(),
                HostMemory.NONE,
                List.of(new SourceStatus(
                        "NVML",
                        SourceStatus.State.FAILED,
                        "NVML-9",
                        "not loaded",
                        "Load it.",
                        Optional.of(Instant.EPOCH))));

        assertThat(HealthExamination.examine(board, _ -> Optional.empty(), books))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy())
                        .matches("Load it\\. The studio tries again by itself, at ..:..:.. at the earliest\\."));
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
                        new SourceStatus(
                                "NVML", SourceStatus.State.NOT_PRESENT, "", "not installed", "", Optional.empty()),
                        new SourceStatus(
                                "Linux kernel",
                                SourceStatus.State.FAILED,
                                "X",
                                "broken",
                                "mend it",
                                Optional.empty())));

        assertThat(HealthExamination.examine(board, _ -> Optional.empty(), books))
                .extracting(HealthFinding::code)
                .containsExactly("X", "DRIVER-MISSING");
    }

    @Test
    void findsACardThatDoesNotAnswerAlthoughItsDriverDoes() {
        assertThat(findings(GpuReading.absent(DeviceState.UNREADABLE)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("GPU-SILENT");
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.deviceKey()).contains(KEY);
                    assertThat(finding.remedy()).isNotEmpty();
                });
    }

    @Test
    void leavesItToTheSourceToSayWhyItsCardsDoNotAnswer() {
        SourceStatus late = new SourceStatus(
                "NVML", SourceStatus.State.LATE, "LATE", "late", "Restart the computer.", Optional.empty());

        assertThat(findings(GpuReading.absent(DeviceState.UNREADABLE), late))
                .extracting(HealthFinding::code)
                .containsExactly("LATE");
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
        return findings(reading, new SourceStatus("NVML", SourceStatus.State.WORKING, "", "", "", Optional.empty()));
    }

    private List<HealthFinding> findings(GpuReading reading, SourceStatus source) {
        GpuDevice device = new GpuDevice(identity(UnaryOperator.identity()), List.of());
        BoardReading board = new BoardReading(
                Instant.EPOCH, List.of(new DeviceReading(device, reading)), HostMemory.NONE, List.of(source));
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
        private double hotspotCelsius = 80;
        private double memoryCelsius = 80;
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
        private List<HangEvent> hangs = List.of();
        private List<UnitErrors> units = List.of();
        private Optional<LinkErrors> nvlink = Optional.empty();
        private Optional<MigMode> mig = Optional.empty();
        private Optional<Duration> goneFor = Optional.empty();
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
                            complete,
                            List.of(new ProcessMemory(1, Optional.empty(), OptionalLong.of(processBytes), goneFor)))),
                    new Activity(OptionalDouble.of(gpuPercent), OptionalDouble.empty()),
                    new ThermalReading(
                            OptionalDouble.of(celsius),
                            OptionalDouble.of(hotspotCelsius),
                            OptionalDouble.of(memoryCelsius),
                            new Limits(
                                    OptionalDouble.empty(),
                                    OptionalDouble.of(95),
                                    OptionalDouble.of(104),
                                    OptionalDouble.of(110),
                                    OptionalDouble.of(108))),
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
                            nvlink,
                            units,
                            xids,
                            hangs),
                    mig);
        }
    }
}
