package studio.athanor.gpumonitor.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.source.SourceException;
import studio.athanor.gpumonitor.testkit.FakeHostMemory;

class AcceleratorEntryTest {

    private static final String TEXT = """
            +-o AGXAcceleratorG14X  <class AGXAcceleratorG14X, id 0x1000005a1, registered, matched, active, busy 0, retain 80>
                {
                  "IOClass" = "AGXAcceleratorG14X"
                  "gpu-core-count" = 38
                  "model" = "Apple M2 Max"
                  "PerformanceStatistics" = {"In use system memory (driver)"=0,"Alloc system memory"=9372991488,"Tiler Utilization %"=12,"recoveryCount"=0,"Renderer Utilization %"=14,"Device Utilization %"=17,"In use system memory"=3203727360}
                }

            +-o IntelAccelerator  <class IntelAccelerator, id 0x2>
                {
                  "model" = <"Intel UHD Graphics 630">
                  "PerformanceStatistics" = {"Alloc system memory"=100}
                }

            +-o Other  <class Other, id 0x3>
                {
                  "model" = "nothing to tell"
                }
            """;

    @Test
    void readsAcceleratorsFromTheRegistry() {
        assertThat(AcceleratorEntry.parse(TEXT))
                .satisfiesExactly(
                        apple -> {
                            assertThat(apple.model()).isEqualTo("Apple M2 Max");
                            assertThat(apple.usedBytes()).hasValue(3203727360L);
                            assertThat(apple.gpuPercent()).hasValue(17);
                        },
                        intel -> {
                            assertThat(intel.model()).isEqualTo("Intel UHD Graphics 630");
                            assertThat(intel.usedBytes()).hasValue(100);
                            assertThat(intel.gpuPercent()).isEmpty();
                        });
        assertThat(AcceleratorEntry.parse("")).isEmpty();
    }

    @Test
    void isNotPresentOnOtherSystems() {
        try (AppleSource source = new AppleSource(new FakeHostMemory(100, 50))) {
            if (!System.getProperty("os.name").startsWith("Mac")) {
                assertThatThrownBy(source::open).isInstanceOf(SourceException.NotPresent.class);
            }
        }
    }
}
