package studio.athanor.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.athanor.data.DataException;

class SplitDealerTest {

    private static final List<Split> THREE =
            List.of(new Split("train", 0.8), new Split("validation", 0.15), new Split("test", 0.05));

    @Test
    void givesEachSplitItsExactShare() {
        for (long total : new long[] {0, 1, 2, 3, 7, 100, 1_001, 9_999}) {
            long[] dealt = new long[3];
            SplitDealer dealer = new SplitDealer(THREE, total, "hash");
            for (long row = 0; row < total; row++) {
                dealt[dealer.splitOf(row)]++;
            }
            assertThat(dealt).isEqualTo(SplitDealer.counts(THREE, total));
        }
        assertThat(SplitDealer.counts(THREE, 100)).containsExactly(80, 15, 5);
        assertThat(SplitDealer.counts(THREE, 7)).containsExactly(6, 1, 0);
        assertThat(SplitDealer.counts(List.of(new Split("a", 0.29), new Split("b", 0.71)), 100))
                .containsExactly(29, 71);
    }

    @Test
    void dealsTheSameAgainAndOtherwiseForAnotherRecipe() {
        assertThat(places("one", 500)).isEqualTo(places("one", 500)).isNotEqualTo(places("two", 500));
    }

    @Test
    void spreadsASplitOverTheWholeRun() {
        String places = places("one", 10_000);
        long inFirstHalf =
                places.substring(0, 5_000).chars().filter(split -> split == '2').count();
        assertThat(inFirstHalf).isBetween(210L, 290L);
    }

    @Test
    void refusesSplitsThatCannotBe() {
        assertRefused(List.of(new Split("a", 0.5), new Split("b", 0.4)), "sum to 0.9");
        assertRefused(List.of(new Split("a", 0.5), new Split("a", 0.5)), "\"a\"");
        assertRefused(List.of(new Split("../up", 1)), "../up");
        assertRefused(List.of(new Split("a", 1), new Split("b", 0)), "not above 0");
        assertRefused(List.of(new Split("a", Double.NaN)), "not above 0");
    }

    private static void assertRefused(List<Split> splits, String words) {
        assertThatThrownBy(() -> SplitDealer.checked(splits))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining(words);
    }

    private static String places(String hash, int rows) {
        SplitDealer dealer = new SplitDealer(THREE, rows, hash);
        StringBuilder places = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            places.append(dealer.splitOf(row));
        }
        return places.toString();
    }
}
