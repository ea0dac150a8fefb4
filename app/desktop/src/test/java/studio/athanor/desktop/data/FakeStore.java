package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.row.Row;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;

/** A run whose rows are made up when they are asked for, as many as wanted. Every tenth row was rejected. */
final class FakeStore implements RunStore {

    private final Path folder;
    private final Recipe recipe;
    private final Map<Long, RunRow> changed = new ConcurrentHashMap<>();
    private volatile long rows;
    private volatile long nanosPerPage;
    private volatile RunStatus status = RunStatus.PAUSED;
    private final AtomicInteger opened = new AtomicInteger();
    private volatile CountDownLatch failing = new CountDownLatch(0);
    private final BlockingQueue<Thread> readers = new LinkedBlockingQueue<>();

    FakeStore(Path folder, Recipe recipe, long rows) {
        this.folder = folder;
        this.recipe = recipe;
        this.rows = rows;
    }

    /** Makes every page take a while, as a disk does. */
    FakeStore slow(long nanos) {
        nanosPerPage = nanos;
        return this;
    }

    /** Makes every page that is asked for wait for the latch and then fail, as one of a run does that was closed. */
    void failAfter(CountDownLatch latch) {
        failing = latch;
    }

    /** Makes pages that are asked for from now on readable. */
    void heal() {
        failing = new CountDownLatch(0);
    }

    /** Returns the threads that wait to fail, in the order in which they came. */
    BlockingQueue<Thread> readers() {
        return readers;
    }

    void growTo(long more) {
        rows = more;
    }

    void is(RunStatus now) {
        status = now;
    }

    void change(RunRow row) {
        changed.put(row.number(), row);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public String recipeHash() {
        return "fake";
    }

    @Override
    public List<SlotModel> models() {
        return List.of();
    }

    @Override
    public RunStatus status() {
        return status;
    }

    @Override
    public Optional<String> reason() {
        return Optional.empty();
    }

    @Override
    public RunFigures figures() {
        SequencedMap<String, Long> reasons = new LinkedHashMap<>();
        reasons.put("length", rows / 10);
        return new RunFigures(
                rows,
                rows - rows / 10,
                rows / 10,
                reasons,
                rows * 40,
                rows * 30,
                rows * 20,
                10,
                OptionalDouble.empty());
    }

    @Override
    public long count(RowFilter filter) {
        if (isPlain(filter)) {
            return filter.state().isEmpty()
                    ? rows
                    : filter.state().get() == RowState.REJECTED ? rejected(rows) : rows - rejected(rows);
        }
        return numbers(filter).count();
    }

    private static long rejected(long rows) {
        return rows / 10;
    }

    private boolean isPlain(RowFilter filter) {
        return changed.isEmpty()
                && filter.search().isEmpty()
                && filter.equal().isEmpty()
                && filter.reason().isEmpty()
                && filter.state().map(state -> state != RowState.REMOVED).orElse(true);
    }

    private LongStream numbers(RowFilter filter) {
        return LongStream.range(0, rows).filter(number -> lets(filter, make(number)));
    }

    private static boolean lets(RowFilter filter, RunRow row) {
        return filter.state().map(state -> state == row.state()).orElse(true)
                && filter.search()
                        .map(words -> row.row().values().values().stream()
                                .anyMatch(value -> value.getAsString().contains(words)))
                        .orElse(true)
                && filter.reason()
                        .map(reason -> row.rejection()
                                .filter(why -> why.reason().equals(reason))
                                .isPresent())
                        .orElse(true)
                && filter.equal().entrySet().stream()
                        .allMatch(each ->
                                row.row().get(each.getKey()).getAsString().equals(each.getValue()));
    }

    @Override
    public List<RunRow> page(RowFilter filter, long offset, int limit) throws DataException {
        failIfAsked();
        LockSupport.parkNanos(nanosPerPage);
        if (isPlain(filter)) {
            List<RunRow> page = new ArrayList<>();
            for (long i = offset; i < Math.min(count(filter), offset + limit); i++) {
                page.add(make(number(filter, i)));
            }
            return page;
        }
        return numbers(filter).skip(offset).limit(limit).mapToObj(this::make).toList();
    }

    private void failIfAsked() throws DataException {
        CountDownLatch latch = failing;
        if (latch.getCount() == 0) {
            return;
        }
        readers.add(Thread.currentThread());
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new DataException.FileFailed("The run was closed.", "Open it again.", null);
    }

    private static long number(RowFilter filter, long index) {
        if (filter.state().isEmpty()) {
            return index;
        }
        return filter.state().get() == RowState.REJECTED ? index * 10 + 9 : index / 9 * 10 + index % 9;
    }

    private RunRow make(long number) {
        RunRow other = changed.get(number);
        if (other != null) {
            return other;
        }
        SequencedMap<String, JsonElement> values = new LinkedHashMap<>();
        for (Column column : recipe.columns()) {
            values.put(
                    column.name(),
                    new JsonPrimitive(column.name() + " " + number % 7 + " of row " + number
                            + ", with some more words behind it, as models write them"));
        }
        boolean rejected = number % 10 == 9;
        return new RunRow(
                number,
                0,
                rejected ? RowState.REJECTED : RowState.ACCEPTED,
                new Row(values),
                rejected
                        ? Optional.of(new Rejection(
                                recipe.columns().getFirst().name(), "length", "It is too short.", OptionalLong.empty()))
                        : Optional.empty(),
                false);
    }

    @Override
    public Optional<RunRow> row(long number) {
        return number < rows ? Optional.of(make(number)) : Optional.empty();
    }

    @Override
    public List<Cell> cells(long number) {
        return make(number).row().values().entrySet().stream()
                .map(each -> new Cell(
                        number, 0, each.getKey(), each.getValue(), "[]", "said", "writer", 42, "", 40, 30, 20, 12.5))
                .toList();
    }

    @Override
    public void forEach(RowFilter filter, RowVisitor visitor) throws IOException {
        for (long number = 0; number < rows; number++) {
            RunRow row = make(number);
            if (lets(filter, row) && !visitor.visit(row)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        opened.decrementAndGet();
    }

    /** Returns how often it is open now. */
    AtomicInteger opened() {
        return opened;
    }
}
