package studio.athanor.gpumonitor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.placement.EvictionOrder.Idle;

class EvictionOrderTest {

    private static final Idle LARGE_AND_OLD = new Idle("large", 40, 60, EvictionOrder.useAgain(3600, 600));
    private static final Idle SMALL_AND_RECENT = new Idle("small", 2, 5, EvictionOrder.useAgain(10, 600));
    private static final Idle QUICK_TO_LOAD = new Idle("quick", 10, 1, 0.5);

    @Test
    void unloadsTheBytesThatAreWorthLeastFirst() {
        assertThat(EvictionOrder.leastValuableFirst(List.of(SMALL_AND_RECENT, QUICK_TO_LOAD, LARGE_AND_OLD)))
                .containsExactly(LARGE_AND_OLD, QUICK_TO_LOAD, SMALL_AND_RECENT);
    }

    @Test
    void unloadsNoMoreThanItTakes() {
        Idle tiny = new Idle("tiny", 1, 0.01, 0.01);

        assertThat(EvictionOrder.toFree(30, List.of(tiny, LARGE_AND_OLD, QUICK_TO_LOAD)))
                .contains(List.of(LARGE_AND_OLD));
        assertThat(EvictionOrder.toFree(0, List.of(tiny))).contains(List.of());
        assertThat(EvictionOrder.toFree(100, List.of(tiny, LARGE_AND_OLD))).isEmpty();
    }
}
