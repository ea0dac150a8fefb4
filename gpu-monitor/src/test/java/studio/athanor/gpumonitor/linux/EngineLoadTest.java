package studio.athanor.gpumonitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EngineLoadTest {

    @Test
    void addsUpClientsOnOneEngineAndTakesTheBusiestEngine() {
        assertThat(EngineLoad.percent(
                        Map.of(1L, Map.of("gfx", nanos(0), "dec", nanos(0)), 2L, Map.of("gfx", nanos(500))),
                        Map.of(1L, Map.of("gfx", nanos(20), "dec", nanos(25)), 2L, Map.of("gfx", nanos(510))),
                        100))
                .hasValue(30);
    }

    @Test
    void leavesOutWhatAClientDidBeforeItWasFound() {
        assertThat(EngineLoad.percent(
                        Map.of(1L, Map.of("gfx", nanos(0))),
                        Map.of(1L, Map.of("gfx", nanos(20)), 2L, Map.of("gfx", nanos(1_000_000))),
                        100))
                .hasValue(20);
        assertThat(EngineLoad.percent(Map.of(), Map.of(2L, Map.of("gfx", nanos(1_000_000))), 100))
                .isEmpty();
    }

    @Test
    void showsTheLoadOfTheOthersWhenAClientEnds() {
        assertThat(EngineLoad.percent(
                        Map.of(1L, Map.of("gfx", nanos(0)), 2L, Map.of("gfx", nanos(1_000_000))),
                        Map.of(1L, Map.of("gfx", nanos(20))),
                        100))
                .hasValue(20);
    }

    @Test
    void comparesCyclesWithTheCyclesThatPassedOnAllEnginesOfASort() {
        assertThat(EngineLoad.percent(
                        Map.of(1L, Map.of("ccs", new Fdinfo.Engine(100, OptionalLong.of(1000), 4))),
                        Map.of(1L, Map.of("ccs", new Fdinfo.Engine(300, OptionalLong.of(1100), 4))),
                        7))
                .hasValue(50);
    }

    private static Fdinfo.Engine nanos(long busy) {
        return new Fdinfo.Engine(busy, OptionalLong.empty(), 1);
    }
}
