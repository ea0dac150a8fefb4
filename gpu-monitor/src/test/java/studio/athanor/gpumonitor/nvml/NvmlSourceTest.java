package studio.athanor.gpumonitor.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.gpumonitor.testkit.FakeNvml.ALL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading.LinkErrors;
import studio.athanor.gpumonitor.reading.FaultReading.RecoveryAction;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.MigMode;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThrottleReason;
import studio.athanor.gpumonitor.source.SourceException;
import studio.athanor.gpumonitor.testkit.FakeHostMemory;
import studio.athanor.gpumonitor.testkit.FakeNvml;
import studio.athanor.gpumonitor.testkit.KernelTree;

class NvmlSourceTest {

    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    @TempDir
    private Path folder;

    private @Nullable KernelTree tree;
    private @Nullable NvmlSource source;

    @AfterEach
    void close() {
        if (source != null) {
            source.close();
        }
    }

    @Test
    void readsACardThatHasEverything() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder)
                .set("compute", 0, 2)
                .set("graphics", 0, 1)
                .set("field 82", 0, 88)
                .set("field 83", 0, 5_000)
                .set("field 4", 0, 0)
                .set("field 3", 0, 7)
                .set("field 143", 0, 1)
                .set("field 230", 0, 0);
        DeviceIdentity card = open(nvml).getFirst();

        assertThat(card.name()).isEqualTo("NVIDIA GeForce RTX 3090");
        assertThat(card.kind()).isEqualTo(DeviceKind.DISCRETE);
        assertThat(card.key()).isEqualTo("pci:0000:01:00.0");
        assertThat(card.hardware().pci()).contains(new PciAddress(0, 1, 0, 0));
        assertThat(card.hardware().uuid()).contains("GPU-00000000-0000-0000-0000-000000000000");
        assertThat(card.hardware().vendorId()).hasValue(0x10de);
        assertThat(card.hardware().deviceId()).hasValue(0x2204);
        assertThat(card.system().driver()).contains("nvidia 580.65.06");
        assertThat(card.system().nvmlIndex()).hasValue(0);
        assertThat(card.memory().totalBytes()).hasValue(24 * GIB);
        assertThat(card.memory().peakBytesPerSecond()).hasValue(936_096_000_000L);

        GpuReading reading = reading();
        assertThat(reading.state()).isEqualTo(DeviceState.OK);
        assertThat(reading.memory())
                .isEqualTo(new MemoryReading(
                        OptionalLong.of(24 * GIB),
                        OptionalLong.of(GIB),
                        OptionalLong.of(23 * GIB - 256 * MIB),
                        OptionalLong.of(256 * MIB),
                        OptionalLong.empty(),
                        false));
        assertThat(reading.processes()).hasValueSatisfying(listing -> {
            assertThat(listing.complete()).isTrue();
            assertThat(listing.processes()).extracting(ProcessMemory::pid).containsExactly(1000L, 1001L);
            assertThat(listing.knownBytes()).isEqualTo(200 * MIB);
        });
        assertThat(reading.activity().gpuPercent()).hasValue(86);
        assertThat(reading.activity().memoryDutyPercent()).hasValue(41);
        assertThat(reading.thermal().gpuCelsius()).hasValue(71);
        assertThat(reading.thermal().memoryCelsius()).hasValue(88);
        assertThat(reading.thermal().limits().slowdownCelsius()).hasValue(95);
        assertThat(reading.power().watts()).hasValue(290.5);
        assertThat(reading.power().limitWatts()).hasValue(350);
        assertThat(reading.power().energyJoules()).hasValue(5);
        assertThat(reading.clocks().graphicsMhz()).hasValue(1695);
        assertThat(reading.clocks().maxMemoryMhz()).hasValue(9751);
        assertThat(reading.fan()).isEqualTo(new FanReading(OptionalInt.of(56), OptionalInt.of(1630)));
        assertThat(reading.pcie().link().generation()).hasValue(4);
        assertThat(reading.pcie().maxLink().width()).hasValue(16);
        assertThat(reading.throttling())
                .hasValueSatisfying(reasons -> assertThat(reasons).containsExactly(ThrottleReason.POWER_CAP));
        assertThat(reading.faults().ecc())
                .hasValueSatisfying(ecc -> assertThat(ecc.volatileCorrected()).hasValue(7));
        assertThat(reading.faults().rowRemap())
                .hasValueSatisfying(remap -> assertThat(remap.uncorrected()).isEqualTo(1));
        assertThat(reading.faults().recovery()).contains(RecoveryAction.NONE);
        assertThat(reading.faults().retiredPages()).isEmpty();
    }

    @Test
    void saysThatNothingIsWrongWhereTheLibraryIsMissing() {
        NvmlSource missing = new NvmlSource(
                List.of(folder.resolve("libnvidia-ml.so.1").toString()),
                new FakeHostMemory(1, 1),
                tree().folders(),
                Duration.ofSeconds(1),
                Duration.ZERO);

        assertThatThrownBy(missing::open)
                .isInstanceOf(SourceException.NotPresent.class)
                .hasMessageContaining("not installed");
        missing.close();
    }

    @Test
    void takesTheFirstLibraryThatIsThere() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder);
        source = new NvmlSource(
                List.of(folder.resolve("none.so").toString(), nvml.library()),
                new FakeHostMemory(1, 1),
                tree().folders(),
                Duration.ofSeconds(1),
                Duration.ZERO);

        assertThat(source.open()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"9, not loaded", "18, Restart", "999, code 999"})
    void namesTheRemedyWhenNvmlDoesNotStart(int code, String words) {
        FakeNvml nvml = FakeNvml.compile(folder).set("init", ALL, code);

        assertThatThrownBy(() -> open(nvml)).isInstanceOfSatisfying(SourceException.Failed.class, failure -> {
            assertThat(failure.code()).isEqualTo("NVML-" + code);
            assertThat(failure.getMessage() + failure.remedy()).contains(words);
        });
    }

    @Test
    void marksACardThatIsLostInMidRunAndReadsTheOthers() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("devices", ALL, 3);
        open(nvml);
        assertThat(readings()).extracting(GpuReading::state).containsOnly(DeviceState.OK);

        nvml.set("device", 1, 15);
        List<GpuReading> after = readings();

        assertThat(after)
                .extracting(GpuReading::state)
                .containsExactly(DeviceState.OK, DeviceState.LOST, DeviceState.OK);
        assertThat(after.get(1).memory()).isEqualTo(MemoryReading.NONE);
        assertThat(after.get(2).activity().gpuPercent()).hasValue(86);
        int before = nvml.calls();
        nvml.set("device", 0, 16);
        assertThat(readings())
                .extracting(GpuReading::state)
                .containsExactly(DeviceState.RESET_REQUIRED, DeviceState.LOST, DeviceState.OK);
        assertThat(nvml.calls() - before).as("a lost card is left alone").isLessThan(40);
    }

    @Test
    void marksACardThatIsLostBetweenTwoCalls() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder);
        open(nvml);
        readings();

        nvml.set("lost after calls", 0, nvml.calls() + 6);

        assertThat(reading()).isEqualTo(GpuReading.absent(DeviceState.LOST));
    }

    @Test
    void listsACardThatGivesNoHandle() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("devices", ALL, 2).set("nvmlDeviceGetHandleByIndex_v2", 0, 15);

        assertThat(open(nvml))
                .extracting(DeviceIdentity::name)
                .containsExactly("NVIDIA GPU 0", "NVIDIA GeForce RTX 3090");
        assertThat(readings()).extracting(GpuReading::state).containsExactly(DeviceState.LOST, DeviceState.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvmlDeviceGetUtilizationRates",
                "nvmlDeviceGetPowerUsage",
                "nvmlDeviceGetFanSpeed_v2",
                "nvmlDeviceGetFanSpeedRPM",
                "nvmlDeviceGetTemperatureV",
                "nvmlDeviceGetTemperatureThreshold",
                "nvmlDeviceGetClockInfo",
                "nvmlDeviceGetFieldValues",
                "nvmlDeviceGetCurrPcieLinkWidth",
                "nvmlDeviceGetCurrentClocksEventReasons",
                "nvmlDeviceGetComputeRunningProcesses_v3",
                "nvmlDeviceGetPciInfo_v3",
                "nvmlDeviceGetUUID",
                "nvmlDeviceGetName"
            })
    void readsTheRestWhenACallIsNotSupported(String function) throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set(function, 0, 3);
        open(nvml);

        GpuReading reading = reading();

        assertThat(reading.state()).isEqualTo(DeviceState.OK);
        assertThat(reading.memory().usedBytes()).hasValue(GIB);
        int before = nvml.calls();
        reading();
        int each = nvml.calls() - before;
        nvml.set(function, 0, 0);
        reading();
        assertThat(nvml.calls() - before - each)
                .as("what is not supported is asked once")
                .isEqualTo(each);
    }

    @Test
    void leavesOutWhatIsNotSupported() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder, "-DNO_TEMPERATURE_V", "-DNO_EVENT_REASONS", "-DNO_EVENTS");
        for (String function : List.of(
                "nvmlDeviceGetUtilizationRates",
                "nvmlDeviceGetPowerUsage",
                "nvmlDeviceGetTemperature",
                "nvmlDeviceGetNumFans",
                "nvmlDeviceGetFanSpeedRPM",
                "nvmlDeviceGetCurrentClocksThrottleReasons")) {
            nvml.set(function, 0, 3);
        }
        open(nvml);

        GpuReading reading = reading();

        assertThat(reading.activity().gpuPercent()).isEmpty();
        assertThat(reading.power().watts()).isEmpty();
        assertThat(reading.thermal().gpuCelsius()).isEmpty();
        assertThat(reading.fan()).isEqualTo(FanReading.NONE);
        assertThat(reading.throttling()).isEmpty();
    }

    @Test
    void usesOlderFunctionsWhereNewerOnesAreMissing() throws Exception {
        FakeNvml nvml = FakeNvml.compile(
                        folder, "-DNO_MEMORY_V2", "-DNO_TEMPERATURE_V", "-DNO_EVENT_REASONS", "-DNO_PROCESSES_V3")
                .set("compute", 0, 1);
        open(nvml);

        GpuReading reading = reading();

        assertThat(reading.memory().usedBytes())
                .as("with what the driver reserves")
                .hasValue(GIB + 256 * MIB);
        assertThat(reading.memory().reservedBytes()).isEmpty();
        assertThat(reading.thermal().gpuCelsius()).hasValue(71);
        assertThat(reading.throttling())
                .hasValueSatisfying(reasons -> assertThat(reasons).containsExactly(ThrottleReason.POWER_CAP));
        assertThat(processes().knownBytes()).isEqualTo(100 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-DRECORD_24", "-DRECORD_32"})
    void tellsShortProcessRecordsFromLongOnes(String option) throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder, option);
        open(nvml);
        assertThat(processes().processes()).isEmpty();

        for (int count : new int[] {1, 2, 5, 63}) {
            nvml.set("compute", 0, count);
            assertThat(processes().processes())
                    .hasSize(count)
                    .allSatisfy(process -> assertThat(process.bytes()).hasValue(100 * MIB))
                    .extracting(ProcessMemory::pid)
                    .startsWith(1000L)
                    .endsWith(999L + count);
        }
    }

    @Test
    void prefersTheVersionedProcessList() throws Exception {
        open(FakeNvml.compile(folder, "-DPROCESS_DETAILS")
                .set("compute", 0, 100)
                .set("mps", 0, 1));

        assertThat(processes().processes())
                .hasSize(100)
                .allSatisfy(process -> assertThat(process.bytes()).hasValue(200 * MIB))
                .extracting(ProcessMemory::pid)
                .startsWith(2000L);
    }

    @Test
    void makesRoomWhenTheProcessListGrowsBetweenTwoCalls() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("compute", 0, 60).set("grows", 0, 10);
        open(nvml);

        assertThat(processes().processes()).hasSize(80);
        nvml.set("grows", 0, 0).set("compute", 0, 1000);
        assertThat(processes().processes()).hasSize(1000);
    }

    @Test
    void givesUpForThisTimeWhenTheProcessListGrowsFasterThanTheBuffer() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder)
                .set("compute", 0, 1_000_000)
                .set("graphics", 0, 1)
                .set("mps", 0, 0);
        open(nvml);

        assertThat(reading().memory().usedBytes()).hasValue(GIB);
        nvml.set("compute", 0, 3);
        assertThat(processes().processes()).hasSize(3);
    }

    @Test
    void leavesBytesAbsentThatTheSystemKeepsSecret() throws Exception {
        open(FakeNvml.compile(folder).set("compute", 0, 1).set("secret bytes", 0, 1));

        assertThat(processes().hasUnknown()).isTrue();
        assertThat(processes().processes())
                .singleElement()
                .satisfies(process -> assertThat(process.bytes()).isEmpty());
    }

    @Test
    void takesTheHostsMemoryForPartsWithoutTheirOwn() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder)
                .set("devices", ALL, 2)
                .set("nvmlDeviceGetMemoryInfo_v2", 0, 3)
                .set("nvmlDeviceGetMemoryInfo", 0, 3)
                .set("total", 1, 0)
                .set("used", 1, 0)
                .set("reserved", 1, 0);

        assertThat(open(nvml)).extracting(DeviceIdentity::kind).containsOnly(DeviceKind.INTEGRATED);
        assertThat(readings()).extracting(GpuReading::memory).containsOnly(MemoryReading.unified(128 * GIB, 100 * GIB));
    }

    @Test
    void leavesMemoryAbsentThatOnlyPrivilegedProgramsMaySee() throws Exception {
        open(FakeNvml.compile(folder).set("nvmlDeviceGetMemoryInfo_v2", 0, 4).set("nvmlDeviceGetMemoryInfo", 0, 4));

        assertThat(reading().memory()).isEqualTo(MemoryReading.NONE);
        assertThat(reading().memory()).as("not the host's").isEqualTo(MemoryReading.NONE);
    }

    @Test
    void hearsErrorEvents() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("devices", ALL, 2);
        open(nvml);
        assertThat(reading().faults().xids()).isEmpty();

        nvml.event(1, 79);
        nvml.event(1, 31);

        List<XidEvent> heard = List.of();
        for (long end = System.nanoTime() + 5_000_000_000L; heard.size() < 2 && System.nanoTime() < end; ) {
            Thread.sleep(5);
            heard = readings().get(1).faults().xids();
        }
        assertThat(heard).extracting(XidEvent::code).containsExactly(79L, 31L);
        assertThat(reading().faults().xids()).isEmpty();
    }

    @Test
    void letsGoOfTheLibrary() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder);
        open(nvml);

        close();
        close();

        for (long end = System.nanoTime() + 5_000_000_000L; nvml.references() > 0 && System.nanoTime() < end; ) {
            Thread.sleep(5);
        }
        assertThat(nvml.references()).isZero();
    }

    @Test
    void turnsDistancesToTheLimitIntoTemperatures() throws Exception {
        open(FakeNvml.compile(folder)
                .set("nvmlDeviceGetTemperatureThreshold", 0, 3)
                .set("field 193", 0, -5)
                .set("field 194", 0, -2)
                .set("field 196", 0, 0));

        ThermalReading.Limits limits = reading().thermal().limits();

        assertThat(limits.operatingCelsius()).hasValue(90);
        assertThat(limits.slowdownCelsius()).hasValue(92);
        assertThat(limits.shutdownCelsius()).hasValue(95);
    }

    @Test
    void turnsByteCountersIntoRates() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("field 198", 0, 1_000).set("field 197", 0, 5_000);
        open(nvml);
        assertThat(reading().pcie().receivedBytesPerSecond()).isEmpty();

        nvml.set("field 198", 0, 900_000_000).set("field 197", 0, 4_000);
        GpuReading reading = reading();

        assertThat(reading.pcie().receivedBytesPerSecond().orElse(0)).isGreaterThan(1000);
        assertThat(reading.pcie().sentBytesPerSecond())
                .as("a counter that fell")
                .isEmpty();
    }

    @Test
    void countsErrorsOfTheLinksBetweenCards() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder)
                .set("devices", ALL, 2)
                .set("field 38", 0, 5)
                .set("field 45", 0, 2)
                .set("field 52", 0, 3)
                .set("field 59", 0, 1);
        open(nvml);

        assertThat(readings())
                .extracting(reading -> reading.faults().nvlink())
                .containsExactly(Optional.of(new LinkErrors(7, 3, 1)), Optional.empty());
    }

    @Test
    void tellsProcessesThatHoldMemoryAndAreGone() throws Exception {
        tree().withAllProcesses()
                .running(1000, "python (one)) Z 1", 'S', 12)
                .running(1002, "defunct", 'Z', 1)
                .running(1003, "first thread ended", 'Z', 4);
        open(FakeNvml.compile(folder).set("compute", 0, 4));
        reading();

        List<ProcessMemory> processes = processes().processes();

        assertThat(processes).extracting(ProcessMemory::pid).containsExactly(1000L, 1001L, 1002L, 1003L);
        assertThat(processes)
                .extracting(process -> process.goneFor().isPresent())
                .containsExactly(false, true, true, false);
        Duration first = processes.get(1).goneFor().orElseThrow();
        assertThat(processes().processes().get(1).goneFor().orElseThrow())
                .as("since it was first seen to be gone")
                .isGreaterThan(first);
        tree().running(1001, "started later", 'R', 1);
        assertThat(processes().processes().get(1).goneFor()).isEmpty();
    }

    @Test
    void takesNoProcessForGoneWhereTheKernelHidesThoseOfOthers() throws Exception {
        tree().withAllProcesses();
        Files.delete(tree().proc().resolve("1/stat"));
        open(FakeNvml.compile(folder).set("compute", 0, 1));

        assertThat(processes().processes())
                .singleElement()
                .satisfies(process -> assertThat(process.goneFor()).isEmpty());
    }

    @Test
    void takesNoProcessForGoneInAContainer() throws Exception {
        tree().withAllProcesses();
        Files.delete(tree().proc().resolve("self/ns/pid"));
        Files.createSymbolicLink(tree().proc().resolve("self/ns/pid"), Path.of("pid:[4026532201]"));
        open(FakeNvml.compile(folder).set("compute", 0, 1));

        assertThat(processes().processes())
                .singleElement()
                .satisfies(process -> assertThat(process.goneFor()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void saysThatACardIsSplitAndLeavesOutWhatIsTheInstances(int code) throws Exception {
        open(FakeNvml.compile(folder)
                .set("devices", ALL, 2)
                .set("mig", 0, 1)
                .set("mig", 1, 0)
                .set("mig pending", 1, 1)
                .set("nvmlDeviceGetMemoryInfo_v2", 0, code)
                .set("nvmlDeviceGetMemoryInfo", 0, code)
                .set("nvmlDeviceGetUtilizationRates", 0, code)
                .set("nvmlDeviceGetComputeRunningProcesses_v3", 0, code)
                .set("nvmlDeviceGetGraphicsRunningProcesses_v3", 0, code)
                .set("nvmlDeviceGetMPSComputeRunningProcesses_v3", 0, code));

        GpuReading split = readings().get(0);
        assertThat(split.state()).isEqualTo(DeviceState.OK);
        assertThat(split.mig()).contains(new MigMode(true, true));
        assertThat(split.memory()).as("not the host's").isEqualTo(MemoryReading.NONE);
        assertThat(split.processes()).isEmpty();
        assertThat(split.activity()).isEqualTo(Activity.NONE);
        assertThat(split.thermal().gpuCelsius()).hasValue(71);
        assertThat(readings().get(1).mig()).contains(new MigMode(false, true));
    }

    @Test
    void knowsNoInstancesOfACardThatCannotBeSplit() throws Exception {
        open(FakeNvml.compile(folder));

        assertThat(reading().mig()).isEmpty();
    }

    @Test
    void doesNotStartTheLibraryWhileAllCardsSleep() throws Exception {
        KernelTree.Card card =
                tree().card(0, "0000:01:00.0", "0x10de", "0x2204", "nvidia").file("power/runtime_status", "suspended");
        FakeNvml nvml = FakeNvml.compile(folder);

        assertThat(open(nvml)).isEmpty();
        assertThat(readings()).isEmpty();
        assertThat(nvml.references()).isZero();
        NvmlSource opened = Optional.ofNullable(source).orElseThrow();
        assertThat(opened.wantsReopening()).isFalse();

        card.file("power/runtime_status", "active");
        assertThat(opened.wantsReopening()).isTrue();
        opened.close();
        assertThat(opened.open()).hasSize(1);
        assertThat(opened.wantsReopening()).isFalse();
        assertThat(reading().state()).isEqualTo(DeviceState.OK);
    }

    @Test
    void letsASleepingCardSleep() throws Exception {
        KernelTree.Card card =
                tree().card(0, "0000:01:00.0", "0x10de", "0x2204", "nvidia").file("power/runtime_status", "active");
        FakeNvml nvml = FakeNvml.compile(folder);
        open(nvml);
        assertThat(reading().state()).isEqualTo(DeviceState.OK);

        card.file("power/runtime_status", "suspended");
        int calls = nvml.calls();

        assertThat(reading()).isEqualTo(GpuReading.asleep(OptionalLong.of(24 * GIB)));
        assertThat(nvml.calls()).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 999})
    void failsAsAWholeWhenTheDriverRefusesEveryCallAndWorksOnceOpenedAgain(int code) throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("devices", ALL, 2);
        open(nvml);
        readings();

        nvml.set("device", ALL, code);
        assertThatThrownBy(this::readings)
                .isInstanceOfSatisfying(
                        SourceException.Failed.class,
                        failure -> assertThat(failure.code()).isEqualTo("NVML-" + code));
        close();
        nvml.set("device", ALL, 0);

        assertThat(Optional.ofNullable(source).orElseThrow().open()).hasSize(2);
        assertThat(readings()).extracting(GpuReading::state).containsOnly(DeviceState.OK);
        assertThat(readings().getFirst().memory().usedBytes()).hasValue(GIB);
    }

    @Test
    void startsTheLibraryAnewWhenOpenedAgainAlthoughEventsAreListenedFor() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder);
        NvmlSource opened = new NvmlSource(
                List.of(nvml.library()),
                new FakeHostMemory(1, 1),
                tree().folders(),
                Duration.ofMinutes(1),
                Duration.ZERO);
        source = opened;
        opened.open();
        nvml.set("device", 0, 15);
        opened.read();

        opened.close();
        opened.open();

        assertThat(nvml.starts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 999})
    void marksTheOneCardThatRefusesEveryCall(int code) throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder).set("devices", ALL, 2);
        open(nvml);

        nvml.set("device", 0, code);

        assertThat(readings()).extracting(GpuReading::state).containsExactly(DeviceState.UNREADABLE, DeviceState.OK);
        assertThat(readings())
                .as("when nothing is asked any more that it refused for good")
                .extracting(GpuReading::state)
                .containsExactly(DeviceState.UNREADABLE, DeviceState.OK);
    }

    @Test
    void takesACardForWellThatSupportsNothing() throws Exception {
        open(FakeNvml.compile(folder).set("device", ALL, 3));

        assertThat(reading().state()).isEqualTo(DeviceState.OK);
        assertThat(reading().memory().unified()).isTrue();
    }

    @Test
    void remembersEventsWhenItIsOpenedAgain() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder);
        open(nvml);
        nvml.event(0, 79);
        for (long end = System.nanoTime() + 5_000_000_000L;
                reading().faults().xids().isEmpty() && System.nanoTime() < end; ) {
            Thread.sleep(5);
        }

        close();
        Optional.ofNullable(source).orElseThrow().open();

        assertThat(reading().faults().xids()).extracting(XidEvent::code).containsExactly(79L);
    }

    @Test
    void knowsItsCardsWhenItIsOpenedAgainWhileTheySleep() throws Exception {
        KernelTree.Card card =
                tree().card(0, "0000:01:00.0", "0x10de", "0x2204", "nvidia").file("power/runtime_status", "active");
        FakeNvml nvml = FakeNvml.compile(folder);
        List<DeviceIdentity> found = open(nvml);

        close();
        card.file("power/runtime_status", "suspended");

        assertThat(Optional.ofNullable(source).orElseThrow().open()).isEqualTo(found);
        assertThat(reading()).isEqualTo(GpuReading.asleep(OptionalLong.of(24 * GIB)));
    }

    private KernelTree tree() {
        KernelTree planted = tree;
        if (planted == null) {
            planted = new KernelTree(folder.resolve("tree"));
            tree = planted;
        }
        return planted;
    }

    private List<DeviceIdentity> open(FakeNvml nvml) throws SourceException {
        NvmlSource opened = new NvmlSource(
                List.of(nvml.library()),
                new FakeHostMemory(128 * GIB, 100 * GIB),
                tree().folders(),
                Duration.ofMillis(50),
                Duration.ZERO);
        source = opened;
        return opened.open();
    }

    private List<GpuReading> readings() throws SourceException {
        NvmlSource opened = source;
        assertThat(opened).isNotNull();
        return opened == null ? List.of() : opened.read();
    }

    private GpuReading reading() throws SourceException {
        return readings().getFirst();
    }

    private ProcessListing processes() throws SourceException {
        return reading().processes().orElseThrow();
    }
}
