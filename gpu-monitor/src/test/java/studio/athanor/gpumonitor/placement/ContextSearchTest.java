package studio.athanor.gpumonitor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static studio.athanor.gpumonitor.placement.Cards.GIB;
import static studio.athanor.gpumonitor.placement.Cards.card;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextSearchTest {

    private static ModelDemand demand(int context) {
        long cache = context * 4096L;
        return new ModelDemand(
                "a model",
                Collections.nCopies(32, new LayerDemand(GIB / 4, cache, GIB / 4 + cache / 2, 0, 0)),
                0,
                Scratch.NONE,
                Scratch.NONE,
                Scratch.NONE,
                Map.of());
    }

    private static PlacementRequest on(double gib) {
        return Cards.request(demand(1), card("CUDA0", gib, 900)).withHost(Cards.HOST.withComputes(false));
    }

    @Test
    void findsTheLongestContextThatFits() throws Exception {
        ContextSearch.Longest longest = ContextSearch.longest(ContextSearchTest::demand, on(11), 1024, 131_072);

        assertThat(longest.contextTokens()).isEqualTo(16_384);
        assertThat(longest.placement().verdict()).isEqualTo(Placement.Verdict.FITS);
        assertThatExceptionOfType(PlacementException.NothingFits.class)
                .isThrownBy(() -> Planner.plan(on(11).withModel(demand(16_384 + 256))));
    }

    @Test
    void givesTheWholeContextWhereItFits() throws Exception {
        assertThat(ContextSearch.longest(ContextSearchTest::demand, on(40), 1024, 131_072)
                        .contextTokens())
                .isEqualTo(131_072);
    }

    @Test
    void refusesWhenNotEvenTheShortestFits() {
        assertThatExceptionOfType(PlacementException.NothingFits.class)
                .isThrownBy(() -> ContextSearch.longest(ContextSearchTest::demand, on(8), 1024, 131_072));
    }
}
