package studio.athanor.gpumonitor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.gpumonitor.placement.KnownBandwidths.Kind;

class KnownBandwidthsTest {

    @ParameterizedTest
    @CsvSource({
        "NVIDIA GeForce RTX 3090, 936",
        "NVIDIA GeForce RTX 3090 Ti, 1008",
        "NVIDIA GeForce RTX 4070 Ti SUPER, 672",
        "NVIDIA GeForce RTX 4090 Laptop GPU, 576",
        "AMD Radeon RX 7900 XTX (RADV NAVI31), 960",
        "AMD Radeon(TM) RX 6800 XT, 512",
        "Intel(R) Arc(tm) A770 Graphics (DG2), 512",
        "NVIDIA A100-SXM4-80GB, 2039",
        "NVIDIA H100 80GB HBM3, 3352",
        "NVIDIA L40S, 864",
        "Tesla P40, 346",
        "Apple M4 Max, 410"
    })
    void knowsCardsByTheNamesThatDriversGive(String name, double gigabytes) {
        assertThat(KnownBandwidths.ofName(name).orElseThrow().gigabytesPerSecond())
                .isEqualTo(gigabytes, within(0.01));
    }

    @Test
    void takesNoDesktopFigureForALaptopPart() {
        assertThat(KnownBandwidths.ofName("Quadro RTX 6000 with Max-Q Design")).isEmpty();
    }

    @Test
    void guessesByKindWhereTheNameIsUnknown() {
        Bandwidth guess = KnownBandwidths.ofNameOrKind("Voodoo 2", Kind.DISCRETE);

        assertThat(guess.source()).isEqualTo(Bandwidth.Source.GUESSED);
    }

    @Test
    void computesABusFromItsWidthAndClock() {
        // 384 bits at 9751 MHz, as NVML reports a GeForce RTX 3090
        assertThat(Bandwidth.ofBus(384, 9_751e6, 2).gigabytesPerSecond()).isEqualTo(936, within(1.0));
    }
}
