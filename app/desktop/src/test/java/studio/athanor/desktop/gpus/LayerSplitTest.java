package studio.athanor.desktop.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.placement.LayerPlan;

class LayerSplitTest {

    private final LayerSplit split = new LayerSplit(List.of("CPU", "Vulkan0", "Vulkan1"), List.of(10, 50, 21));

    @Test
    void movesOneLayerAcrossASeam() {
        assertThat(split.withSeam(0, 9).layers()).containsExactly(9, 51, 21);
        assertThat(split.withSeam(1, 61).layers()).containsExactly(10, 51, 20);
    }

    @Test
    void pushesOtherSeamsBeforeIt() {
        assertThat(split.withSeam(1, 4).layers()).containsExactly(4, 0, 77);
        assertThat(split.withSeam(0, 70).layers()).containsExactly(70, 0, 11);
    }

    @Test
    void movesAllLayersToEitherEnd() {
        assertThat(split.withSeam(0, 0).layers()).containsExactly(0, 60, 21);
        assertThat(split.withSeam(1, 0).layers()).containsExactly(0, 0, 81);
        assertThat(split.withSeam(0, 81).layers()).containsExactly(81, 0, 0);
    }

    @Test
    void staysWithinTheModel() {
        assertThat(split.withSeam(0, -5)).isEqualTo(split.withSeam(0, 0));
        assertThat(split.withSeam(1, 500)).isEqualTo(split.withSeam(1, 81));
    }

    @Test
    void neverLosesALayer() {
        for (int seam = 0; seam < split.seams(); seam++) {
            for (int place = 0; place <= split.total(); place++) {
                assertThat(split.withSeam(seam, place).total()).isEqualTo(81);
                assertThat(split.withSeam(seam, place).position(seam)).isEqualTo(place);
            }
        }
    }

    @Test
    void leavesDevicesWithoutLayersOutOfThePlan() {
        assertThat(split.withSeam(1, 81).plan(Set.of())).isEqualTo(LayerPlan.of(new LayerPlan.Share("Vulkan0", 71)));
        assertThat(split.withSeam(0, 81).plan(Set.of())).isEqualTo(LayerPlan.HOST_ONLY);
    }

    @Test
    void keepsExpertsOnTheHostOnlyWhereTheirLayerIsOnACard() {
        assertThat(split.plan(Set.of(3, 10, 40)).expertsOnHost()).containsExactly(10, 40);
    }
}
