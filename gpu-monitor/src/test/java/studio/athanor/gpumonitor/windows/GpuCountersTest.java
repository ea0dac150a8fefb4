package studio.athanor.gpumonitor.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.ProcessMemory;
import studio.athanor.gpumonitor.source.SourceException;

class GpuCountersTest {

    private static final GpuCounters COUNTERS = new GpuCounters(Map.of(
            GpuCounters.DEDICATED,
            Map.of("luid_0x00000000_0x0000C8A4_phys_0", 3e9, "luid_0x00000000_0x0000D001_phys_0", 1e8),
            GpuCounters.SHARED,
            Map.of("luid_0x00000000_0x0000C8A4_phys_0", 2e8),
            GpuCounters.PROCESS,
            Map.of(
                    "pid_4021_luid_0x00000000_0x0000C8A4_phys_0", 2e9,
                    "pid_812_luid_0x00000000_0x0000C8A4_phys_0", 0.0,
                    "pid_900_luid_0x00000000_0x0000D001_phys_0", 7e7),
            GpuCounters.ENGINE,
            Map.of(
                    "pid_4021_luid_0x00000000_0x0000C8A4_phys_0_eng_0_engtype_3D", 40.0,
                    "pid_812_luid_0x00000000_0x0000C8A4_phys_0_eng_0_engtype_3D", 25.0,
                    "pid_4021_luid_0x00000000_0x0000C8A4_phys_0_eng_3_engtype_Compute_0", 50.0,
                    "pid_900_luid_0x00000000_0x0000D001_phys_0_eng_0_engtype_3D", 99.0)));

    @Test
    void readsNamesOfInstances() {
        CounterInstance instance = CounterInstance.parse(
                        "pid_4021_luid_0x00000001_0x0000C8A4_phys_0_eng_3_engtype_Compute_0")
                .orElseThrow();

        assertThat(instance.luid()).isEqualTo(0x1_0000_c8a4L);
        assertThat(instance.pid()).hasValue(4021);
        assertThat(instance.engine()).contains(new CounterInstance.Engine(3, "Compute_0"));
        assertThat(CounterInstance.parse("luid_0x00000000_0x0000C8A4_phys_0")
                        .orElseThrow()
                        .pid())
                .isEmpty();
        assertThat(CounterInstance.parse("pid_1_luid_0x00000000_0x0000C8A4_phys_0_eng_7_engtype_")
                        .orElseThrow()
                        .engine())
                .contains(new CounterInstance.Engine(7, ""));
        assertThat(CounterInstance.parse("_Total")).isEmpty();
    }

    @Test
    void readsOneAdapterOfSeveral() {
        GpuReading reading = COUNTERS.reading(0xc8a4, 8_000_000_000L);

        assertThat(reading.memory().usedBytes()).hasValue(3_000_000_000L);
        assertThat(reading.memory().freeBytes()).hasValue(5_000_000_000L);
        assertThat(reading.memory().sharedUsedBytes()).hasValue(200_000_000L);
        assertThat(reading.processes().orElseThrow().processes())
                .extracting(ProcessMemory::pid, ProcessMemory::bytes)
                .containsExactly(tuple(4021L, OptionalLong.of(2_000_000_000L)));
        assertThat(reading.activity().gpuPercent()).as("the busiest engine").hasValue(65);
    }

    @Test
    void leavesAbsentWhatHasNoCounter() {
        GpuReading reading = new GpuCounters(Map.of()).reading(0xc8a4, 1);

        assertThat(reading.memory()).isEqualTo(MemoryReading.NONE);
        assertThat(reading.processes()).isEmpty();
        assertThat(reading.activity().gpuPercent()).isEmpty();
    }

    @Test
    void readsAnAdaptersDescription() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment description = arena.allocate(DxgiAdapter.DESCRIPTION_SIZE, 8);
            description.setString(0, "NVIDIA GeForce RTX 3090", StandardCharsets.UTF_16LE);
            description.set(ValueLayout.JAVA_INT, 256, 0x10de);
            description.set(ValueLayout.JAVA_INT, 260, 0x2204);
            description.set(ValueLayout.JAVA_LONG, 272, 25L << 30);
            description.set(ValueLayout.JAVA_INT, 296, 0xc8a4);

            DxgiAdapter adapter = DxgiAdapter.read(description);

            assertThat(adapter)
                    .isEqualTo(new DxgiAdapter("NVIDIA GeForce RTX 3090", 0x10de, 0x2204, 25L << 30, 0xc8a4, false));
            assertThat(adapter.identity().kind()).isEqualTo(DeviceKind.DISCRETE);
        }
    }

    @Test
    void isNotPresentOnOtherSystems() {
        try (WindowsSource source = new WindowsSource()) {
            if (!System.getProperty("os.name").startsWith("Windows")) {
                assertThatThrownBy(source::open).isInstanceOf(SourceException.NotPresent.class);
            }
        }
    }
}
