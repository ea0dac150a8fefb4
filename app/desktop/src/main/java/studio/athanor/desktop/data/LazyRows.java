package studio.athanor.desktop.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.run.RunRow;

/**
 * A list as long as a table that is never in memory: it holds the pages that were looked at last, and asks for a page when
 * one of its rows is looked at. FX thread only.
 */
final class LazyRows extends ObservableListBase<RowSlot> {

    /** Rows of a page. */
    static final int PAGE = 128;

    private static final int PAGES_KEPT = 48;

    private final IntConsumer wanted;
    private final Map<Integer, RowSlot[]> pages = new LinkedHashMap<>(2 * PAGES_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, RowSlot[]> eldest) {
            return size() > PAGES_KEPT;
        }
    };
    private int size;
    private int looked;

    /**
     * Creates a list whose rows are not read.
     *
     * @param wanted told the number of a page that is to be read
     */
    LazyRows(int size, IntConsumer wanted) {
        this.size = size;
        this.wanted = wanted;
    }

    @Override
    public RowSlot get(int index) {
        Objects.checkIndex(index, size);
        int page = index / PAGE;
        looked = page;
        RowSlot[] slots = pages.get(page);
        if (slots == null) {
            slots = hold(page);
            wanted.accept(page);
        }
        return slots[index % PAGE];
    }

    private RowSlot[] hold(int page) {
        RowSlot[] slots = new RowSlot[PAGE];
        for (int i = 0; i < PAGE; i++) {
            slots[i] = new RowSlot(page * PAGE + i);
        }
        pages.put(page, slots);
        return slots;
    }

    /** Two lists are the same only if they are one: what they hold is not all there to be compared. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Begins with a page that was read already. */
    void beginWith(int page, List<RunRow> read) {
        looked = page;
        hold(page);
        show(page, read);
    }

    /** Returns the page of the row that was looked at last. */
    int pageLookedAt() {
        return looked;
    }

    /** Lets go of a page that nobody will read, so that it is asked for when it is looked at again. */
    void forget(int page) {
        pages.remove(page);
    }

    /** A slot knows its place: a list of a million rows is not walked for it. */
    @Override
    public int indexOf(@Nullable Object wanted) {
        if (wanted instanceof RowSlot slot) {
            RowSlot[] slots = pages.get(slot.index() / PAGE);
            if (slots != null && slot.equals(slots[slot.index() % PAGE])) {
                return slot.index();
            }
        }
        return -1;
    }

    @Override
    public boolean contains(@Nullable Object wanted) {
        return indexOf(wanted) >= 0;
    }

    @Override
    public int size() {
        return size;
    }

    /** Puts what was read into a page, if it is still held. */
    void show(int page, List<RunRow> rows) {
        RowSlot[] slots = pages.get(page);
        if (slots != null) {
            for (int i = 0; i < rows.size() && i < PAGE; i++) {
                slots[i].show(rows.get(i));
            }
        }
    }

    /** Shows a row again that has changed. */
    void replace(RunRow changed) {
        for (RowSlot[] slots : pages.values()) {
            for (RowSlot slot : slots) {
                RunRow row = slot.row().get();
                if (row != null && row.number() == changed.number()) {
                    slot.show(changed);
                }
            }
        }
    }

    /** Makes the list longer. A page that was not full is asked for again. */
    void growTo(int longer) {
        if (longer <= size) {
            return;
        }
        int before = size;
        int lastPage = before / PAGE;
        beginChange();
        size = longer;
        nextAdd(before, longer);
        endChange();
        RowSlot @Nullable [] slots = pages.get(lastPage);
        if (slots != null && before % PAGE != 0) {
            wanted.accept(lastPage);
        }
    }
}
