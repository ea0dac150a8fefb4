package studio.athanor.gpumonitor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The searches against a program that tries every plan. */
class BruteForceTest {

    @ParameterizedTest
    @EnumSource(Objective.class)
    void findsAPlanAsGoodAsTheBestOfAll(Objective objective) throws Exception {
        compare(objective, 0, 400);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Objective.class)
    void findsAPlanAsGoodAsTheBestOfAllInFiveThousandCases(Objective objective) throws Exception {
        compare(objective, 1_000_000, 5000);
    }

    private static void compare(Objective objective, long firstSeed, int cases) throws Exception {
        int infeasible = 0;
        for (long seed = firstSeed; seed < firstSeed + cases; seed++) {
            PlacementRequest request = RandomRequest.of(seed, objective);
            OptionalDouble least = new BruteForce(request).leastCost();
            var found = Planner.search(request);
            assertThat(found.isPresent()).as("seed " + seed).isEqualTo(least.isPresent());
            if (found.isEmpty()) {
                infeasible++;
                continue;
            }
            double expected = least.getAsDouble();
            assertThat(found.get().proven()).isTrue();
            assertThat(found.get().seconds()).as("seed " + seed).isCloseTo(expected, within(expected * 1e-8 + 1e-12));
            Placement priced = Planner.evaluate(request, found.get().plan());
            double cost =
                    objective == Objective.MOST_THROUGHPUT ? priced.slowestStageSeconds() : priced.secondsPerToken();
            assertThat(cost).as("priced, seed " + seed).isCloseTo(expected, within(expected * 1e-8 + 1e-12));
            assertThat(priced.verdict()).as("seed " + seed).isEqualTo(Placement.Verdict.FITS);
        }
        System.out.println(objective + ": " + cases + " cases, " + infeasible + " of them infeasible");
    }
}
