package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import studio.athanor.data.run.RunRow;

class LazyRowsTest {

    private final List<Integer> wanted = new ArrayList<>();
    private final FakeStore store = new FakeStore(Path.of("run"), SampleRecipes.tickets(), 1_000_000);

    @Test
    void asksForAPageOnceWhenOneOfItsRowsIsLookedAt() {
        LazyRows rows = new LazyRows(1_000_000, wanted::add);
        assertThat(rows).hasSize(1_000_000);
        RowSlot slot = rows.get(500_000);
        rows.get(500_001);
        assertThat(wanted).containsExactly(500_000 / LazyRows.PAGE);
        assertThat(slot.row().get()).isNull();

        rows.show(500_000 / LazyRows.PAGE, page(500_000 / LazyRows.PAGE));
        assertThat(slot.row().get()).isNotNull();
        assertThat(rows.get(500_000)).isSameAs(slot);
    }

    @Test
    void forgetsPagesThatWereNotLookedAtForLong() {
        LazyRows rows = new LazyRows(1_000_000, wanted::add);
        for (int page = 0; page < 1_000; page++) {
            rows.get(page * LazyRows.PAGE);
        }
        wanted.clear();
        rows.get(999 * LazyRows.PAGE);
        assertThat(wanted).isEmpty();
        rows.get(0);
        assertThat(wanted).containsExactly(0);
    }

    @Test
    void asksAgainForAPageThatWasPassedOver() {
        LazyRows rows = new LazyRows(1_000, wanted::add);
        rows.get(0);
        rows.forget(0);
        rows.get(1);
        assertThat(wanted).containsExactly(0, 0);
    }

    @Test
    void growsAtItsEndAndAsksAgainForTheLastPage() {
        LazyRows rows = new LazyRows(10, wanted::add);
        rows.get(3);
        List<String> changes = new ArrayList<>();
        rows.addListener((ListChangeListener<RowSlot>) change -> {
            while (change.next()) {
                changes.add(change.getFrom() + "-" + change.getTo() + " " + change.wasAdded());
            }
        });
        rows.growTo(25);
        assertThat(rows).hasSize(25);
        assertThat(changes).containsExactly("10-25 true");
        assertThat(wanted).containsExactly(0, 0);
    }

    @Test
    void showsARowAgainThatHasChanged() {
        LazyRows rows = new LazyRows(100, wanted::add);
        RowSlot slot = rows.get(5);
        rows.show(0, page(0));
        RunRow before = store.row(5).orElseThrow();
        rows.replace(new RunRow(5, 0, before.state(), before.row(), before.rejection(), true));
        RunRow shown = slot.row().get();
        assertThat(shown).isNotNull();
        assertThat(shown.edited()).isTrue();
    }

    @Test
    void findsASlotWithoutLookingAtTheOthers() {
        LazyRows rows = new LazyRows(1_000_000, wanted::add);
        RowSlot slot = rows.get(500_000);
        RowSlot ofAnother = new LazyRows(1_000_000, page -> {}).get(500_000);

        assertThat(rows.indexOf(slot)).isEqualTo(500_000);
        assertThat(rows.contains(slot)).isTrue();
        assertThat(rows.indexOf(ofAnother)).isEqualTo(-1);
        assertThat(rows.contains(ofAnother)).isFalse();
        assertThat(wanted).containsExactly(500_000 / LazyRows.PAGE);
    }

    private List<RunRow> page(long page) {
        return LongStream.range(page * LazyRows.PAGE, (page + 1) * LazyRows.PAGE)
                .mapToObj(number -> store.row(number).orElseThrow())
                .toList();
    }
}
