package studio.athanor.gpumonitor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent.Outcome;
import studio.athanor.gpumonitor.reading.FaultReading.UnitErrors;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThrottleReason;
import studio.athanor.gpumonitor.source.SourceException;
import studio.athanor.gpumonitor.testkit.FakeHostMemory;
import studio.athanor.gpumonitor.testkit.KernelTree;

class DrmSourceTest {

    private static final String AMD_CLIENT = """
            pos:	0
            flags:	02100002
            drm-driver:	amdgpu
            drm-client-id:	%d
            drm-pdev:	0000:03:00.0
            drm-memory-vram:	%d KiB
            drm-memory-gtt: 	2048 KiB
            drm-engine-gfx:	3600000000 ns""";
    private static final String XE_CLIENT = """
            drm-driver:	xe
            drm-client-id:	9
            drm-pdev:	0000:05:00.0
            drm-total-system:	0
            drm-resident-system:	0
            drm-total-vram0:	64 MiB
            drm-resident-vram0:	48 MiB
            drm-cycles-rcs:	%d
            drm-total-cycles-rcs:	%d
            drm-cycles-ccs:	0
            drm-total-cycles-ccs:	1000
            drm-engine-capacity-ccs:	4""";
    private static final String I915_CLIENT = """
            drm-driver:	i915
            drm-client-id:	4
            drm-pdev:	0000:00:02.0
            drm-total-system0:	8192 KiB
            drm-resident-system0:	4096 KiB
            drm-engine-render:	%d ns
            drm-engine-capacity-video:	2""";

    @TempDir
    private Path folder;

    private KernelTree tree = new KernelTree(Path.of("."));
    private MemoryReading asked = MemoryReading.NONE;
    private long nanos = TimeUnit.SECONDS.toNanos(100);
    private @Nullable DrmSource source;

    @BeforeEach
    void plant() {
        tree = new KernelTree(folder.resolve("tree"));
    }

    @AfterEach
    void close() {
        if (source != null) {
            source.close();
        }
    }

    @Test
    void readsAnAmdCardThatHasEverything() throws Exception {
        tree.amd(1, "0000:03:00.0");
        DeviceIdentity card = open().getFirst();

        assertThat(card.name()).isEqualTo("AMD Radeon RX 7900 XT/7900 XTX");
        assertThat(card.key()).isEqualTo("pci:0000:03:00.0");
        assertThat(card.kind()).isEqualTo(DeviceKind.DISCRETE);
        assertThat(card.system().drmCard()).contains("card1");
        assertThat(card.system().driver()).contains("amdgpu");
        assertThat(card.hardware().deviceId()).hasValue(0x744c);

        GpuReading reading = reading();
        assertThat(reading.memory().totalBytes()).hasValue(25753026560L);
        assertThat(reading.memory().usedBytes()).hasValue(2L << 30);
        assertThat(reading.memory().sharedUsedBytes()).hasValue(128L << 20);
        assertThat(reading.activity().gpuPercent()).hasValue(37);
        assertThat(reading.activity().memoryDutyPercent()).hasValue(12);
        assertThat(reading.thermal().gpuCelsius()).hasValue(54);
        assertThat(reading.thermal().hotspotCelsius()).hasValue(71);
        assertThat(reading.thermal().memoryCelsius()).hasValue(78);
        assertThat(reading.thermal().limits().slowdownCelsius()).hasValue(100);
        assertThat(reading.thermal().limits().shutdownCelsius()).hasValue(105);
        assertThat(reading.thermal().limits().hotspotCelsius()).hasValue(110);
        assertThat(reading.thermal().limits().memoryCelsius()).hasValue(108);
        assertThat(reading.power().watts()).hasValue(211);
        assertThat(reading.power().limitWatts()).hasValue(339);
        assertThat(reading.clocks().graphicsMhz()).hasValue(1905);
        assertThat(reading.clocks().maxGraphicsMhz()).hasValue(2620);
        assertThat(reading.fan().percent()).hasValue(40);
        assertThat(reading.fan().rpm()).hasValue(1210);
        assertThat(reading.pcie().link().generation()).hasValue(4);
        assertThat(reading.pcie().link().width()).hasValue(8);
        assertThat(reading.pcie().maxLink().width()).hasValue(16);
        assertThat(reading.pcie().replays()).hasValue(3);
        assertThat(reading.throttling())
                .hasValueSatisfying(reasons -> assertThat(reasons)
                        .containsExactlyInAnyOrder(ThrottleReason.POWER_CAP, ThrottleReason.HARDWARE_THERMAL));
        assertThat(reading.faults().ecc()).hasValueSatisfying(ecc -> {
            assertThat(ecc.volatileUncorrected()).hasValue(1);
            assertThat(ecc.volatileCorrected()).hasValue(5);
        });
    }

    @Test
    void leavesMissingSensorsAbsent() throws Exception {
        tree.card(0, "0000:03:00.0", "0x1002", "0x744c", "amdgpu")
                .file("mem_info_vram_total", "8589934592")
                .file("mem_info_vram_used", "1024");
        open();

        GpuReading reading = reading();

        assertThat(reading.memory().usedBytes()).hasValue(1024);
        assertThat(reading.thermal()).isEqualTo(ThermalReading.NONE);
        assertThat(reading.power()).isEqualTo(PowerReading.NONE);
        assertThat(reading.fan()).isEqualTo(FanReading.NONE);
        assertThat(reading.throttling()).isEmpty();
        assertThat(reading.activity().gpuPercent()).isEmpty();
        assertThat(reading.pcie().replays()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpu_busy_percent",
                "mem_info_vram_used",
                "hwmon/hwmon5/power1_average",
                "hwmon/hwmon5/temp1_input",
                "gpu_metrics",
                "current_link_speed"
            })
    void readsTheRestWhenASensorFails(String file) throws Exception {
        tree.amd(0, "0000:03:00.0").failing(file);
        open();

        GpuReading reading = reading();

        assertThat(reading.state()).isEqualTo(DeviceState.OK);
        assertThat(reading.fan().rpm()).hasValue(1210);
        assertThat(reading.thermal().hotspotCelsius()).hasValue(71);
    }

    @Test
    void seesChangesOfFilesThatItKeepsOpen() throws Exception {
        KernelTree.Card card = tree.amd(0, "0000:03:00.0");
        open();
        reading();

        card.file("mem_info_vram_used", "5").file("gpu_busy_percent", "100").file("hwmon/hwmon5/fan1_input", "0");

        assertThat(reading().memory().usedBytes()).hasValue(5);
        assertThat(reading().activity().gpuPercent()).hasValue(100);
        assertThat(reading().fan().rpm()).hasValue(0);
    }

    @Test
    void countsTheHostsMemoryAsAnIntegratedPartsOwn() throws Exception {
        tree.amd(0, "0000:03:00.0")
                .file("mem_info_vram_total", "536870912")
                .file("mem_info_vram_used", "104857600")
                .bytes("gpu_metrics", KernelTree.metrics(2, 2, 0))
                .without("hwmon/hwmon5/fan1_input")
                .without("hwmon/hwmon5/pwm1");
        tree.process(41, "worker", 5, AMD_CLIENT.formatted(7, 1024));

        assertThat(open().getFirst().kind()).isEqualTo(DeviceKind.INTEGRATED);

        GpuReading reading = reading();
        assertThat(reading.memory().unified()).isTrue();
        assertThat(reading.memory().totalBytes()).hasValue(536870912L + 33554432000L);
        assertThat(reading.memory().usedBytes()).hasValue(104857600L + 134217728L);
        assertThat(reading.fan()).isEqualTo(FanReading.NONE);
        assertThat(processes()).extracting(ProcessMemory::bytes).containsExactly(OptionalLong.of(3L << 20));
    }

    @Test
    void knowsAnOlderIntegratedPartByItsSensors() throws Exception {
        tree.amd(0, "0000:03:00.0").without("gpu_metrics").file("hwmon/hwmon5/in1_label", "vddnb");

        assertThat(open().getFirst().kind()).isEqualTo(DeviceKind.INTEGRATED);
    }

    @Test
    void countsAClientOnceHoweverManyFilesItHas() throws Exception {
        tree.amd(0, "0000:03:00.0");
        tree.process(41, "worker", 5, AMD_CLIENT.formatted(7, 1024))
                .process(41, "worker", 6, AMD_CLIENT.formatted(7, 1024))
                .process(41, "worker", 7, AMD_CLIENT.formatted(8, 2048))
                .process(50, "browser", 3, AMD_CLIENT.formatted(9, 512))
                .process(51, "other card", 3, AMD_CLIENT.formatted(9, 512).replace("03:00", "04:00"))
                .bystander(60, 3);
        open();
        reading();

        assertThat(processes()).extracting(ProcessMemory::pid).containsExactly(41L, 50L);
        assertThat(processes())
                .extracting(ProcessMemory::bytes)
                .containsExactly(OptionalLong.of(3L << 20), OptionalLong.of(512L << 10));
        assertThat(processes().getFirst().name()).contains("worker");
    }

    @Test
    void findsProcessesThatComeAndForgetsThoseThatGo() throws Exception {
        tree.amd(0, "0000:03:00.0");
        tree.process(41, "worker", 5, AMD_CLIENT.formatted(7, 1024)).bystander(60, 3);
        open();
        assertThat(processes()).hasSize(1);

        tree.bystander(62, 1);
        nanos += TimeUnit.SECONDS.toNanos(2);
        assertThat(processes()).hasSize(1);
        tree.process(62, "late", 9, AMD_CLIENT.formatted(11, 100));
        delete(tree.proc().resolve("41"));
        nanos += TimeUnit.SECONDS.toNanos(2);

        assertThat(processes()).extracting(ProcessMemory::pid).containsExactly(62L);

        tree.process(60, "long there", 4, AMD_CLIENT.formatted(12, 100));
        for (int i = 0; i < 60; i++) {
            nanos += TimeUnit.SECONDS.toNanos(1);
            reading();
        }
        assertThat(processes()).extracting(ProcessMemory::pid).containsExactly(60L, 62L);
    }

    @Test
    void readsAnXeCard() throws Exception {
        asked = new MemoryReading(
                OptionalLong.of(12L << 30),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false);
        KernelTree.Card card = tree.card(0, "0000:05:00.0", "0x8086", "0xe20b", "xe")
                .file("tile0/gt0/freq0/act_freq", "2400")
                .file("tile0/gt0/freq0/rp0_freq", "2850")
                .file("tile0/gt0/freq0/throttle/status", "1")
                .file("tile0/gt0/freq0/throttle/reason_pl1", "1")
                .file("tile0/gt0/freq0/throttle/reason_thermal", "0")
                .file("hwmon/hwmon2/energy1_label", "card")
                .file("hwmon/hwmon2/energy1_input", "5000000000")
                .file("hwmon/hwmon2/temp2_label", "pkg")
                .file("hwmon/hwmon2/temp2_input", "61000")
                .file("hwmon/hwmon2/temp3_label", "vram")
                .file("hwmon/hwmon2/temp3_input", "66000")
                .file("hwmon/hwmon2/power1_max", "190000000");
        tree.process(41, "worker", 5, XE_CLIENT.formatted(1000, 10_000));

        assertThat(open().getFirst().memory().totalBytes()).hasValue(12L << 30);
        GpuReading first = reading();
        assertThat(first.memory().usedBytes()).isEmpty();
        assertThat(first.activity().gpuPercent()).isEmpty();
        assertThat(first.power().watts()).isEmpty();
        assertThat(first.clocks().graphicsMhz()).hasValue(2400);
        assertThat(first.clocks().maxGraphicsMhz()).hasValue(2850);
        assertThat(first.thermal().gpuCelsius()).hasValue(61);
        assertThat(first.thermal().memoryCelsius()).hasValue(66);
        assertThat(first.power().limitWatts()).hasValue(190);
        assertThat(first.throttling())
                .hasValueSatisfying(reasons -> assertThat(reasons).containsExactly(ThrottleReason.POWER_CAP));
        assertThat(processes()).extracting(ProcessMemory::bytes).containsExactly(OptionalLong.of(48L << 20));

        nanos += TimeUnit.MILLISECONDS.toNanos(500);
        card.file("hwmon/hwmon2/energy1_input", "5060000000");
        KernelTree.write(tree.proc().resolve("41/fdinfo/5"), XE_CLIENT.formatted(4000, 14_000));
        GpuReading second = reading();

        assertThat(second.power().watts()).hasValue(120);
        assertThat(second.activity().gpuPercent()).hasValue(75);
    }

    @ParameterizedTest
    @CsvSource({
        "psys_pl2, POWER_CAP",
        "iccmax, POWER_CAP",
        "psys_crit, POWER_BRAKE",
        "soc_avg_thermal, HARDWARE_THERMAL",
        "mem_thermal, HARDWARE_THERMAL",
        "ratl, SOFTWARE_THERMAL",
        "p0_freq, OTHER"
    })
    void knowsWhyANewerXeCardRunsSlower(String cause, ThrottleReason meaning) throws Exception {
        tree.card(0, "0000:05:00.0", "0x8086", "0xe20b", "xe")
                .file("tile0/gt0/freq0/throttle/reasons", cause)
                .file("tile0/gt0/freq0/throttle/reason_pl1", "0")
                .file("tile0/gt0/freq0/throttle/reason_" + cause, "1");
        open();

        assertThat(reading().throttling())
                .hasValueSatisfying(reasons -> assertThat(reasons).containsExactly(meaning));
    }

    @Test
    void readsAnI915GraphicsUnit() throws Exception {
        tree.card(0, "0000:00:02.0", "0x8086", "0x46a6", "i915")
                .ownFile("gt_act_freq_mhz", "1100")
                .ownFile("gt_RP0_freq_mhz", "1300")
                .ownFile("gt/gt0/throttle_reason_status", "1")
                .ownFile("gt/gt0/throttle_reason_prochot", "1");
        tree.process(41, "worker", 5, I915_CLIENT.formatted(0));
        assertThat(open().getFirst().kind()).isEqualTo(DeviceKind.INTEGRATED);
        reading();

        KernelTree.write(tree.proc().resolve("41/fdinfo/5"), I915_CLIENT.formatted(400_000_000));
        nanos += TimeUnit.SECONDS.toNanos(1);
        GpuReading reading = reading();

        assertThat(reading.memory()).isEqualTo(MemoryReading.unified(100, 60));
        assertThat(reading.clocks().graphicsMhz()).hasValue(1100);
        assertThat(reading.activity().gpuPercent()).hasValue(40);
        assertThat(reading.throttling())
                .hasValueSatisfying(reasons -> assertThat(reasons).containsExactly(ThrottleReason.HARDWARE_THERMAL));
        assertThat(reading.processes().orElseThrow().knownBytes()).isEqualTo(4L << 20);
    }

    @Test
    void listsCardsOfOtherDrivers() throws Exception {
        tree.card(0, "0000:01:00.0", "0x10de", "0x2204", "nouveau");

        assertThat(open().getFirst().name()).isEqualTo("NVIDIA GPU 10de:2204");
        assertThat(reading().memory()).isEqualTo(MemoryReading.NONE);
        assertThat(reading().pcie().link()).isNotEqualTo(PcieReading.Link.NONE);
    }

    @Test
    void marksACardThatLeftTheBusAndReadsTheOthers() throws Exception {
        KernelTree.Card card = tree.amd(0, "0000:03:00.0");
        tree.amd(1, "0000:04:00.0");
        open();
        readings();

        card.file("mem_info_vram_used", "");
        assertThat(reading().state()).as("a sensor without data").isEqualTo(DeviceState.OK);
        card.without("vendor");

        assertThat(readings()).extracting(GpuReading::state).containsExactly(DeviceState.LOST, DeviceState.OK);
    }

    @Test
    void letsASleepingCardSleep() throws Exception {
        KernelTree.Card card = tree.amd(0, "0000:03:00.0").file("power/runtime_status", "active");
        open();
        assertThat(reading().state()).isEqualTo(DeviceState.OK);

        card.file("power/runtime_status", "suspended");

        assertThat(reading()).isEqualTo(GpuReading.asleep(OptionalLong.of(25753026560L)));
    }

    @Test
    @Timeout(30)
    void readsNothingOfACardThatSleepsAtTheStartUntilItWakes() throws Exception {
        List<String> waking = List.of(
                "gpu_metrics",
                "pp_dpm_sclk",
                "max_link_speed",
                "current_link_width",
                "hwmon/hwmon5/power1_cap_default");
        KernelTree.Card card = tree.amd(0, "0000:03:00.0").file("power/runtime_status", "suspended");
        waking.forEach(card::blocking);

        assertThat(open().getFirst().memory().totalBytes()).hasValue(25753026560L);
        assertThat(reading()).isEqualTo(GpuReading.asleep(OptionalLong.of(25753026560L)));
        DrmSource opened = Optional.ofNullable(source).orElseThrow();
        assertThat(opened.wantsReopening()).isFalse();

        waking.forEach(card::without);
        card.file("max_link_speed", "16.0 GT/s PCIe").file("power/runtime_status", "active");
        assertThat(opened.wantsReopening()).isTrue();
        opened.close();
        opened.open();

        assertThat(opened.wantsReopening()).isFalse();
        assertThat(reading().state()).isEqualTo(DeviceState.OK);
        assertThat(reading().memory().usedBytes()).hasValue(2L << 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidia", "xe"})
    @Timeout(30)
    void letsCardsOfOtherDriversSleep(String driver) throws Exception {
        KernelTree.Card card =
                tree.card(0, "0000:01:00.0", "0x10de", "0x2204", driver).file("power/runtime_status", "active");
        open();
        assertThat(reading().state()).isEqualTo(DeviceState.OK);

        card.file("power/runtime_status", "suspending").blocking("current_link_speed");

        assertThat(reading()).isEqualTo(GpuReading.asleep(OptionalLong.empty()));
    }

    @Test
    void readsTheTemperatureOfADriverThatHasOnlyOne() throws Exception {
        tree.card(0, "0000:01:00.0", "0x10de", "0x2204", "nouveau")
                .file("hwmon/hwmon1/temp1_input", "63000")
                .file("hwmon/hwmon1/temp1_crit", "105000")
                .file("hwmon/hwmon1/temp1_emergency", "135000");
        open();

        ThermalReading thermal = reading().thermal();

        assertThat(thermal.gpuCelsius()).hasValue(63);
        assertThat(thermal.limits().slowdownCelsius()).hasValue(105);
        assertThat(thermal.limits().shutdownCelsius()).hasValue(135);
    }

    @Test
    void countsTheErrorsOfEveryUnit() throws Exception {
        tree.amd(0, "0000:03:00.0")
                .file("ras/gfx_err_count", "ue: 2\nce: 7\nde: 0")
                .file("ras/sdma_err_count", "ue: 0\nce: 0")
                .file("ras/mmhub_err_count", "");
        open();

        assertThat(reading().faults().units())
                .containsExactly(new UnitErrors("gfx", 2, 7), new UnitErrors("sdma", 0, 0));
        assertThat(reading().faults().ecc()).isPresent();
    }

    @Test
    void readsFromTheKernelsLogWhatBefellACard() throws Exception {
        tree.amd(0, "0000:03:00.0");
        tree.card(1, "0000:01:00.0", "0x10de", "0x2204", "nvidia");
        long awake = new SystemCalls().awakeMicros();
        String logged = "," + (awake - 2_000_000) + ",-;";
        tree.log(
                "3,2" + logged + "NVRM: Xid (PCI:0000:01:00): 79, pid=1234, name=python, GPU has fallen off the bus.",
                " SUBSYSTEM=pci",
                "3,3" + logged
                        + "[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx_0.0.0 timeout, signaled seq=1, emitted"
                        + " seq=3",
                "14,4" + logged + "NVRM: Xid (PCI:0000:01:00): 48, written by a program",
                "6,5" + logged + "usb 1-1: new device");
        open();

        List<GpuReading> first = readings();
        assertThat(first.get(0).faults().hangs()).extracting(HangEvent::outcome).containsExactly(Outcome.TIMED_OUT);
        assertThat(Duration.between(first.get(0).faults().hangs().getFirst().at(), Instant.now()))
                .isBetween(Duration.ofSeconds(2), Duration.ofMinutes(2));
        assertThat(first.get(1).faults().xids()).extracting(XidEvent::code).containsExactly(79L);

        tree.log("6,6,1,-;amdgpu 0000:03:00.0: amdgpu: GPU reset(2) succeeded!");
        nanos += TimeUnit.SECONDS.toNanos(3);

        assertThat(readings().get(0).faults().hangs())
                .extracting(HangEvent::outcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.RESET);
    }

    @Test
    void saysNothingOfEventsWhereTheLogMayNotBeRead() throws Exception {
        tree.amd(0, "0000:03:00.0");
        open();

        assertThat(reading().faults().hangs()).isEmpty();
        assertThat(reading().faults().xids()).isEmpty();
    }

    @Test
    void saysThatThereIsNoCard() {
        assertThatThrownBy(this::open).isInstanceOf(SourceException.NotPresent.class);
    }

    @Test
    void readsRegionsOfMemoryAsTheDriversWriteThem() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment xe = arena.allocate(8 + 2 * 88, 8);
            xe.set(ValueLayout.JAVA_INT, 0, 2);
            xe.set(ValueLayout.JAVA_LONG, 16, 64L << 30);
            xe.set(ValueLayout.JAVA_SHORT, 96, (short) 1);
            xe.set(ValueLayout.JAVA_LONG, 104, 12L << 30);
            assertThat(DrmMemoryRegions.xeRegions(xe).totalBytes()).hasValue(12L << 30);
            assertThat(DrmMemoryRegions.xeRegions(xe).usedBytes()).isEmpty();
            xe.set(ValueLayout.JAVA_LONG, 112, 1L << 30);
            assertThat(DrmMemoryRegions.xeRegions(xe).usedBytes()).hasValue(1L << 30);

            MemorySegment i915 = arena.allocate(16 + 88, 8);
            i915.set(ValueLayout.JAVA_INT, 0, 1);
            i915.set(ValueLayout.JAVA_SHORT, 16, (short) 1);
            i915.set(ValueLayout.JAVA_LONG, 24, 8L << 30);
            i915.set(ValueLayout.JAVA_LONG, 32, 8L << 30);
            assertThat(DrmMemoryRegions.i915Regions(i915).totalBytes()).hasValue(8L << 30);
            assertThat(DrmMemoryRegions.i915Regions(i915).freeBytes()).isEmpty();
        }
    }

    @Test
    void answersNothingForACardThatCannotBeOpened() {
        tree.card(0, "0000:05:00.0", "0x8086", "0xe20b", "xe");

        assertThat(new DrmMemoryRegions(folder).read(DrmCard.find(tree.sys()).getFirst()))
                .isEqualTo(MemoryReading.NONE);
    }

    @Test
    void readsTheHostsMemory() {
        KernelTree.write(tree.proc().resolve("meminfo"), "MemTotal:       24684084 kB\nMemAvailable:   24049496 kB");
        KernelTree.write(tree.proc().resolve("77/status"), "Name:\tjava\nVmRSS:\t  2048 kB");
        ProcHostMemory host = new ProcHostMemory(tree.proc());

        assertThat(host.read().totalBytes()).hasValue(24684084L << 10);
        assertThat(host.read().availableBytes()).hasValue(24049496L << 10);
        assertThat(host.read().studioBytes()).isEmpty();
        assertThat(host.residentBytes(77)).hasValue(2L << 20);
        assertThat(host.residentBytes(78)).isEmpty();
    }

    private List<DeviceIdentity> open() throws SourceException {
        Path names = folder.resolve("pci.ids");
        KernelTree.write(names, """
                # list
                1002  Advanced Micro Devices, Inc. [AMD/ATI]
                	744c  Navi 31 [Radeon RX 7900 XT/7900 XTX]
                		1002 0e3b  A board
                10de  NVIDIA Corporation""");
        DrmSource opened = new DrmSource(
                tree.folders(),
                new PciNames(List.of(names)),
                _ -> asked,
                new FakeHostMemory(100, 60),
                Duration.ZERO,
                () -> nanos);
        source = opened;
        return opened.open();
    }

    private List<GpuReading> readings() {
        return Optional.ofNullable(source).orElseThrow().read();
    }

    private GpuReading reading() {
        return readings().getFirst();
    }

    private List<ProcessMemory> processes() {
        return reading().processes().orElseThrow().processes();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
