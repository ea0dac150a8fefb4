package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.row.CellSeed;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.sample.SampledColumns;
import studio.athanor.engines.spi.EngineException;

@Timeout(60)
class RunTest {

    private static final RunSettings SETTINGS =
            new RunSettings(OptionalInt.empty(), 30, List.of(Duration.ofMillis(1), Duration.ofMillis(2)));

    @TempDir
    private Path folder;

    private RunStatus make(Path where, RunOrder order, RunParts parts) throws Exception {
        try (Run run = Run.create(where, order, parts, SETTINGS)) {
            run.start();
            RunStatus status = run.await();
            assertThat(run.progress().status()).isEqualTo(status);
            return status;
        }
    }

    private StoredRun open(RunOrder order) throws DataException {
        return StoredRun.open(folder, order.recipe());
    }

    @Test
    void acceptsExactlyAsManyRowsAsAskedFor() throws Exception {
        RunOrder order = Recipes.usual().order(120);
        assertThat(make(folder, order, Parts.of(new FakeCells(2), new FakeJudge(30, 30), 8)))
                .isEqualTo(RunStatus.COMPLETE);
        try (StoredRun store = open(order)) {
            assertThat(store.status()).isEqualTo(RunStatus.COMPLETE);
            assertThat(store.count(RowFilter.ACCEPTED)).isEqualTo(120);
            RunFigures figures = store.figures();
            assertThat(figures.accepted()).isEqualTo(120);
            assertThat(figures.rejectedRows()).isEqualTo(store.count(StoredRows.state(RowState.REJECTED)));
            assertThat(figures.rejectedByReason()).containsOnlyKeys("regex", "expression");
            assertThat(figures.seconds()).isPositive();
            assertThat(store.recipeHash()).isEqualTo(Recipes.HASH);
            assertThat(store.models()).containsExactly(Parts.MODEL);
            assertThat(StoredRows.rows(store, StoredRows.ALL))
                    .extracting(RunRow::number)
                    .isEqualTo(numbers(store.count(StoredRows.ALL)));
        }
    }

    private static List<Long> numbers(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    void makesTheSameRowsWhateverIsReadyFirst() throws Exception {
        RunOrder order = Recipes.usual().attempts(2).order(60);
        Set<List<String>> results = new HashSet<>();
        for (int parallel : List.of(1, 3, 8, 8)) {
            Path where = folder.resolve("run" + parallel + results.size() + System.nanoTime());
            FakeCells cells = new FakeCells(3);
            RunParts parts =
                    Parts.of(cells, new FakeJudge(40, 30), Optional.of(new FakeNovelty("question", 11)), parallel);
            assertThat(make(where, order, parts)).isEqualTo(RunStatus.COMPLETE);
            assertThat(cells.mostRunning()).isBetween(1, parallel);
            results.add(StoredRows.texts(where, order.recipe()));
        }
        assertThat(results).hasSize(1);
        assertThat(results.iterator().next().getLast()).contains("novelty", "regex", "expression");
    }

    @Test
    void keepsTheEarlierOfTwoAlikeRows() throws Exception {
        RunOrder order = Recipes.usual().order(80);
        make(
                folder,
                order,
                Parts.of(new FakeCells(2), RowJudge.LENIENT, Optional.of(new FakeNovelty("question", 11)), 8));
        Map<String, Long> first = new HashMap<>();
        try (StoredRun store = open(order)) {
            for (RunRow row : StoredRows.rows(store, RowFilter.ACCEPTED)) {
                String start = row.row().get("question").getAsString().substring(0, 11);
                assertThat(first.put(start, row.number())).isNull();
            }
            for (RunRow row : StoredRows.rows(store, StoredRows.state(RowState.REJECTED))) {
                Rejection rejection = row.rejection().orElseThrow();
                assertThat(rejection.near().orElseThrow()).isLessThan(row.number());
            }
        }
    }

    @Test
    void dealsOutQuotasOfCategoriesExactly() throws Exception {
        RunOrder order =
                Recipes.usual().attempts(1).quota("kind", "red", 50, "blue", 7).order(90);
        make(folder, order, Parts.of(new FakeCells(1), new FakeJudge(20, 20), 8));
        try (StoredRun store = open(order)) {
            assertThat(counts(store, "kind")).isEqualTo(Map.of("red", 50L, "blue", 7L, "green", 33L));
            assertThat(store.figures().rejectedRows()).isPositive();
        }
    }

    @Test
    void dealsOutEqualPartsWithoutCounts() throws Exception {
        RunOrder order = Recipes.usual().attempts(1).quota("kind").order(60);
        make(folder, order, Parts.of(new FakeCells(1), new FakeJudge(20, 20), 8));
        try (StoredRun store = open(order)) {
            assertThat(counts(store, "kind")).isEqualTo(Map.of("red", 20L, "blue", 20L, "green", 20L));
        }
    }

    @Test
    void refusesRowsWhoseValueIsFull() throws Exception {
        RunOrder order = Recipes.recipe()
                .category("kind", "red", "green", "blue")
                .score("score")
                .quota("score", "{\"score\":5}", 30, "{\"score\":1}", 10)
                .order(60);
        make(folder, order, Parts.of(new FakeCells(1), RowJudge.LENIENT, 4));
        try (StoredRun store = open(order)) {
            Map<String, Long> counts = counts(store, "score");
            assertThat(counts).containsEntry("{\"score\":5}", 30L).containsEntry("{\"score\":1}", 10L);
            assertThat(store.figures().rejectedByReason()).containsOnlyKeys("quota");
            assertThat(store.figures().accepted()).isEqualTo(60);
        }
    }

    @Test
    void sharesRowsEquallyByWhatIsOnlyKnownWhenItIsMade() throws Exception {
        RunOrder order = Recipes.recipe()
                .choice("mood", "calm", "angry", "glad")
                .quota("mood")
                .order(31);
        make(folder, order, Parts.of(new FakeCells(1), RowJudge.LENIENT, 4));
        try (StoredRun store = open(order)) {
            assertThat(counts(store, "mood")).isEqualTo(Map.of("calm", 11L, "angry", 10L, "glad", 10L));
            assertThat(store.figures().rejectedByReason()).containsOnlyKeys("quota");
        }
    }

    @Test
    void refusesAQuotaWithoutCountsWhereValuesAreNotKnown() {
        RunOrder order = Recipes.usual().quota("answer").order(20);
        assertThatThrownBy(() -> Run.create(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 1), SETTINGS))
                .isInstanceOf(DataException.RunStopped.class)
                .hasMessageContaining("The quota of answer names no counts");
    }

    private static Map<String, Long> counts(RunStore store, String column) throws Exception {
        return StoredRows.rows(store, RowFilter.ACCEPTED).stream()
                .collect(Collectors.groupingBy(row -> RowText.plain(row.row().get(column)), Collectors.counting()));
    }

    @Test
    void refusesQuotasThatCountMoreThanTheRows() {
        RunOrder order = Recipes.usual().quota("kind", "red", 50).order(20);
        assertThatThrownBy(() -> Run.create(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 1), SETTINGS))
                .isInstanceOf(DataException.RunStopped.class)
                .hasMessageContaining("kind counts 50 rows");
        assertThat(folder.resolve("run.db")).doesNotExist();
    }

    @Test
    void refusesQuotasThatLeaveRowsOverForWhichThereIsNoValue() throws Exception {
        Recipes recipe = Recipes.recipe().choice("mood", "calm", "angry").quota("mood", "calm", 10, "angry", 10);
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, 4);
        assertThatThrownBy(() -> Run.create(folder, recipe.order(30), parts, SETTINGS))
                .isInstanceOf(DataException.RunStopped.class)
                .hasMessageContaining("mood counts 20 rows of every value");
        assertThat(folder.resolve("run.db")).doesNotExist();
        assertThat(make(folder, recipe.order(20), parts)).isEqualTo(RunStatus.COMPLETE);
    }

    @Test
    void stopsWhenRowAfterRowIsRefusedAndGoesOnWhenAsked() throws Exception {
        RunOrder order = Recipes.usual().attempts(2).order(50);
        AtomicInteger from = new AtomicInteger(20);
        RowJudge judge = new RowJudge() {
            @Override
            public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
                return Optional.empty();
            }

            @Override
            public Optional<Rejection> row(Map<String, JsonElement> values) {
                return from.getAndDecrement() > 0
                        ? Optional.empty()
                        : Optional.of(new Rejection("", "expression", "Nothing is good.", OptionalLong.empty()));
            }
        };
        try (Run run = Run.create(folder, order, Parts.of(new FakeCells(1), judge, 4), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow())
                    .contains("The last 30 rows did not pass", "expression", "Nothing is good.");
            assertThat(run.store().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.store().reason()).isEqualTo(run.progress().reason());
            from.set(1_000_000);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(50);
            assertThat(run.store().reason()).isEmpty();
        }
    }

    @Test
    void pausesKeepsWhatIsMadeAndGoesOn() throws Exception {
        RunOrder order = Recipes.usual().order(80);
        AtomicReference<@Nullable Run> open = new AtomicReference<>();
        AtomicInteger answers = new AtomicInteger();
        FakeCells cells = new FakeCells(4);
        CellMaker pausing = (column, row, attempt, soFar) -> {
            if (column.name().equals("answer") && answers.incrementAndGet() % 10 == 0) {
                Objects.requireNonNull(open.get()).pause();
            }
            return cells.make(column, row, attempt, soFar);
        };
        int pauses = 0;
        try (Run run = Run.create(folder, order, Parts.of(pausing, RowJudge.LENIENT, 4), SETTINGS)) {
            open.set(run);
            run.start();
            while (run.await() == RunStatus.PAUSED) {
                pauses++;
                awaitNothingAsked(run);
                int asked = cells.asked().size();
                // the loop turns over once more, and asks for nothing
                assertThat(run.await()).isEqualTo(RunStatus.PAUSED);
                assertThat(cells.asked()).hasSize(asked);
                run.start();
            }
            assertThat(run.progress().status()).isEqualTo(RunStatus.COMPLETE);
        }
        assertThat(pauses).isGreaterThan(2);
        assertThat(cells.asked()).doesNotHaveDuplicates();
    }

    private static void awaitNothingAsked(Run run) throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(1);
        try (var _ = run.observe(progress -> {
            if (progress.cellsAsked() == 0) {
                idle.countDown();
            }
        })) {
            idle.await();
        }
    }

    @Test
    void hasTheSameRowsHoweverOftenItIsClosed() throws Exception {
        RunOrder order = Recipes.usual().attempts(2).order(60);
        AtomicReference<@Nullable Run> open = new AtomicReference<>();
        AtomicInteger answers = new AtomicInteger();
        FakeCells cells = new FakeCells(3);
        CellMaker pausing = (column, row, attempt, soFar) -> {
            if (column.name().equals("answer") && answers.incrementAndGet() % 10 == 0) {
                Objects.requireNonNull(open.get()).pause();
            }
            return cells.make(column, row, attempt, soFar);
        };
        RunParts parts = Parts.of(pausing, new FakeJudge(30, 30), 8);
        Run.create(folder, order, parts, SETTINGS).close();
        int sessions = 0;
        RunStatus status = RunStatus.PAUSED;
        while (status != RunStatus.COMPLETE) {
            try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
                open.set(run);
                run.start();
                status = run.await();
            }
            sessions++;
        }
        assertThat(sessions).isGreaterThan(2);
        Path undisturbed = folder.resolve("undisturbed");
        make(undisturbed, order, Parts.of(new FakeCells(0), new FakeJudge(30, 30), 8));
        assertThat(StoredRows.texts(folder, order.recipe())).isEqualTo(StoredRows.texts(undisturbed, order.recipe()));
    }

    @Test
    void cancelsCellsThatTakeLong() throws Exception {
        RunOrder order = Recipes.usual().order(10);
        CountDownLatch begun = new CountDownLatch(2);
        CellMaker slow = (column, row, attempt, soFar) -> {
            if (column.name().equals("question")) {
                begun.countDown();
                Thread.sleep(60_000);
            }
            return new FakeCells(0).make(column, row, attempt, soFar);
        };
        try (Run run = Run.create(folder, order, Parts.of(slow, RowJudge.LENIENT, 2), SETTINGS)) {
            run.start();
            begun.await();
            run.cancel();
            assertThat(run.await()).isEqualTo(RunStatus.PAUSED);
        }
        try (Run run = Run.resume(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 2), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    @Test
    void goesOnAtOnceAfterItWasCancelled() throws Exception {
        RunOrder order = Recipes.usual().order(60);
        try (Run run = Run.create(folder, order, Parts.of(new FakeCells(3), RowJudge.LENIENT, 8), SETTINGS)) {
            for (int i = 0; i < 20; i++) {
                run.start();
                Thread.sleep(3);
                run.cancel();
            }
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(60);
        }
    }

    @Test
    void asksAgainWhenAWorkerDiedAndStopsWhenItKeepsDying() throws Exception {
        RunOrder order = Recipes.usual().order(30);
        AtomicInteger deaths = new AtomicInteger();
        AtomicInteger mostDeaths = new AtomicInteger(20);
        FakeCells cells = new FakeCells(1);
        Set<String> failed = Collections.synchronizedSet(new HashSet<>());
        CellMaker dying = (column, row, attempt, soFar) -> {
            if (column.name().equals("answer")
                    && row > 5
                    && (mostDeaths.get() > 20 || failed.add(column.name() + row))
                    && deaths.incrementAndGet() < mostDeaths.get()) {
                throw new EngineException.WorkerDied("The worker died.", "Load the model again.", null);
            }
            return cells.make(column, row, attempt, soFar);
        };
        try (Run run = Run.create(folder, order, Parts.of(dying, RowJudge.LENIENT, 4), SETTINGS)) {
            mostDeaths.set(Integer.MAX_VALUE);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason()).contains("The worker died. Load the model again.");
            mostDeaths.set(20);
            deaths.set(0);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(deaths.get()).isGreaterThan(5);
        }
        RunOrder same = Recipes.usual().order(30);
        Path undisturbed = folder.resolve("undisturbed");
        make(undisturbed, same, Parts.of(new FakeCells(0), RowJudge.LENIENT, 1));
        assertThat(StoredRows.texts(folder, order.recipe())).isEqualTo(StoredRows.texts(undisturbed, same.recipe()));
    }

    @Test
    void finishesTheRowsBeforeTheOneThatCannotBeMade() throws Exception {
        RunOrder order = Recipes.usual().order(40);
        FakeCells cells = new FakeCells(2);
        AtomicInteger records = new AtomicInteger(17);
        CellMaker used = (column, row, attempt, soFar) -> {
            if (row >= records.get()) {
                throw new DataException.FileFailed("The source has no more records.", "Give it more.", null);
            }
            return cells.make(column, row, attempt, soFar);
        };
        try (Run run = Run.create(folder, order, Parts.of(used, RowJudge.LENIENT, 4), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason()).contains("The source has no more records. Give it more.");
            assertThat(run.store().count(StoredRows.ALL)).isEqualTo(17);
            records.set(40);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    @Test
    void makesCellsAgainAlone() throws Exception {
        RunOrder order = Recipes.usual().quota("kind").order(30);
        RunParts parts = Parts.of(new FakeCells(1), new FakeJudge(40, 20), 4);
        make(folder, order, parts);
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            for (RunRow row : StoredRows.rows(run.store(), StoredRows.ALL)) {
                for (Cell cell : run.store().cells(row.number())) {
                    assertThat(run.makeAgain(row.number(), cell.column())).isEqualTo(cell);
                }
            }
            assertThatThrownBy(() -> run.makeAgain(3, "nothing")).hasMessageContaining("no cell nothing of row 3");
        }
    }

    @Test
    void makesATextAloneAgainAndAllThatIsJudged() throws Exception {
        RunOrder order = Recipes.recipe()
                .text("question")
                .text("answer")
                .score("score")
                .attempts(3)
                .order(1);
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        FakeCells cells = new FakeCells(0);
        CellMaker noted = (column, row, attempt, soFar) -> {
            made.add(column.name() + attempt);
            return cells.make(column, row, attempt, soFar);
        };
        AtomicInteger judged = new AtomicInteger();
        RowJudge judge = new RowJudge() {
            @Override
            public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
                // the first answer, and the first judgement
                return (column.name().equals("answer") && judged.getAndIncrement() == 0)
                                || (column.name().equals("score") && judged.getAndIncrement() == 2)
                        ? Optional.of(new Rejection(column.name(), "length", "No.", OptionalLong.empty()))
                        : Optional.empty();
            }

            @Override
            public Optional<Rejection> row(Map<String, JsonElement> values) {
                return Optional.empty();
            }
        };
        make(folder, order, Parts.of(noted, judge, 1));
        assertThat(made).containsExactly("question0", "answer0", "answer1", "score1", "question2", "answer2", "score2");
        try (StoredRun store = open(order)) {
            assertThat(store.row(0).orElseThrow().attempt()).isEqualTo(2);
            assertThat(store.cells(0)).extracting(Cell::attempt).containsExactly(2, 2, 2);
        }
    }

    @Test
    void picksOneRecordForARowThoughATextBetweenItsFieldsIsMadeAgainAlone() throws Exception {
        Path products = folder.resolve("products.csv");
        Files.writeString(
                products,
                numbers(500).stream()
                        .map(id -> "product " + id + ",price " + id)
                        .collect(Collectors.joining("\n", "product,price\n", "\n")));
        RunOrder order = Recipes.recipe()
                .source("products", products)
                .pick("product", "products", "product")
                .text("question")
                .pick("price", "products", "price")
                .text("answer")
                .order(20);
        Path run = folder.resolve("run");
        try (SampledColumns sampled = SampledColumns.open(order.recipe(), folder, Optional.empty())) {
            CellMaker maker = (column, row, attempt, soFar) -> Made.of(
                    column.kind() instanceof ColumnKind.Sampler
                            ? sampled.value(column, row, attempt, Recipes.HASH, soFar)
                            : new JsonPrimitive("attempt " + attempt),
                    CellSeed.of(Recipes.HASH, column.name(), row, attempt));
            RunParts parts = Parts.of(maker, refusing("question", "attempt 0"), 4);
            make(run, order, parts);
            try (Run made = Run.resume(run, order, parts, SETTINGS)) {
                assertThat(made.store().count(RowFilter.ACCEPTED)).isEqualTo(20);
                for (RunRow row : StoredRows.rows(made.store(), RowFilter.ACCEPTED)) {
                    assertThat(row.attempt()).isEqualTo(1);
                    assertThat(row.row().get("product").getAsString().replace("product", "price"))
                            .isEqualTo(row.row().get("price").getAsString());
                    for (Cell cell : made.store().cells(row.number())) {
                        assertThat(made.makeAgain(row.number(), cell.column())).isEqualTo(cell);
                    }
                }
            }
        }
    }

    private static RowJudge refusing(String name, String text) {
        return new RowJudge() {
            @Override
            public Optional<Rejection> column(Column column, JsonElement value, Map<String, JsonElement> soFar) {
                return column.name().equals(name) && value.getAsString().equals(text)
                        ? Optional.of(new Rejection(name, "regex", "No.", OptionalLong.empty()))
                        : Optional.empty();
            }

            @Override
            public Optional<Rejection> row(Map<String, JsonElement> values) {
                return Optional.empty();
            }
        };
    }

    @Test
    void leavesColumnsOutWhoseConditionDoesNotHold() throws Exception {
        RunOrder order = Recipes.recipe()
                .category("kind", "red", "green")
                .textWhen("answer", "kind == 'red'")
                .order(30);
        make(folder, order, Parts.of(new FakeCells(1), RowJudge.LENIENT, 4));
        try (StoredRun store = open(order)) {
            List<RunRow> rows = StoredRows.rows(store, RowFilter.ACCEPTED);
            assertThat(rows)
                    .hasSize(30)
                    .allSatisfy(row -> assertThat(row.row().get("answer").isJsonNull())
                            .isEqualTo(row.row().get("kind").getAsString().equals("green")));
            assertThat(rows).anyMatch(row -> row.row().get("answer").isJsonNull());
        }
    }

    @Test
    void refusesRowsOnWhichATemplateFails() throws Exception {
        RunOrder order = Recipes.recipe()
                .category("kind", "red", "green")
                .textWhen("answer", "1 // (0 if kind == 'red' else 1) == 1")
                .attempts(1)
                .order(10);
        make(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 4));
        try (StoredRun store = open(order)) {
            assertThat(store.figures().rejectedByReason()).containsOnlyKeys("template");
            assertThat(store.count(RowFilter.ACCEPTED)).isEqualTo(10);
        }
    }

    @Test
    void keepsWhatWasMadeBesideAnEditedValue() throws Exception {
        RunOrder order = Recipes.usual().order(10);
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, 4);
        make(folder, order, parts);
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            Cell before = cell(run, 4, "answer");
            run.edit(4, "answer", new JsonPrimitive("by hand"));
            RunRow row = run.store().row(4).orElseThrow();
            assertThat(row.edited()).isTrue();
            assertThat(row.row().get("answer")).isEqualTo(new JsonPrimitive("by hand"));
            Cell after = cell(run, 4, "answer");
            assertThat(after.value()).isEqualTo(new JsonPrimitive("by hand"));
            assertThat(after.output()).isEqualTo(before.output());
            assertThatThrownBy(() -> run.edit(99, "answer", new JsonPrimitive(1)))
                    .hasMessageContaining("no row 99");
        }
    }

    private static Cell cell(Run run, long row, String column) throws DataException {
        return run.store().cells(row).stream()
                .filter(each -> each.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void replacesARowThatAPersonTookOut() throws Exception {
        RunOrder order = Recipes.usual().quota("kind").order(30);
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, 4);
        make(folder, order, parts);
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            assertThat(run.progress().status()).isEqualTo(RunStatus.COMPLETE);
            run.setState(7, RowState.REMOVED);
            run.setState(8, RowState.REMOVED);
            run.setState(8, RowState.ACCEPTED);
            assertThat(run.await()).isEqualTo(RunStatus.PAUSED);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(29);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(counts(run.store(), "kind")).isEqualTo(Map.of("red", 10L, "blue", 10L, "green", 10L));
            assertThat(run.store().row(30).orElseThrow().row().get("kind"))
                    .isEqualTo(run.store().row(7).orElseThrow().row().get("kind"));
            assertThat(run.store().count(StoredRows.ALL)).isEqualTo(31);
        }
    }

    @Test
    void takesARowOutTogetherWithAskingForItsReplacementOrNotAtAll() throws Exception {
        RunOrder order = Recipes.usual().order(10);
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, 4);
        make(folder, order, parts);
        change("CREATE TRIGGER refusing BEFORE INSERT ON replacement BEGIN SELECT raise(ABORT, 'no room'); END");
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            assertThatThrownBy(() -> run.setState(7, RowState.REMOVED)).isInstanceOf(DataException.class);
        }
        change("DROP TRIGGER refusing");
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(10);
            run.setState(7, RowState.REMOVED);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(10);
        }
    }

    @Test
    void isNotCompleteWhileARowIsMissingForWhichNoneIsMade() throws Exception {
        RunOrder order = Recipes.usual().order(10);
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, 4);
        make(folder, order, parts);
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            run.setState(7, RowState.REMOVED);
        }
        change("DELETE FROM replacement");
        change("UPDATE meta SET value = 'COMPLETE' WHERE key = 'status'");
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            assertThat(run.progress().status()).isEqualTo(RunStatus.PAUSED);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow()).contains("There are 9 of 10 rows", "Put rows back");
            run.setState(7, RowState.ACCEPTED);
            run.setState(7, RowState.REMOVED);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().row(10).orElseThrow().state()).isEqualTo(RowState.ACCEPTED);
        }
    }

    private void change(String sql) throws Exception {
        try (Connection connection = RunDatabase.connect(new RunDatabase(folder).file())) {
            RunDatabase.run(connection, sql);
        }
    }

    @Test
    void leavesNoGapWhereAReplacementWasBegunThatIsNotNeeded() throws Exception {
        RunOrder order = Recipes.usual().quota("kind").attempts(1).order(3);
        WaitingCells cells = new WaitingCells(Set.of(1L), Set.of(3L));
        try (Run run = Run.create(folder, order, Parts.of(cells, refusing("answer", "bad"), 4), SETTINGS)) {
            run.start();
            cells.begun.await();
            run.setState(1, RowState.ACCEPTED);
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            cells.goOn.countDown();
            run.setState(0, RowState.REMOVED);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(StoredRows.rows(run.store(), StoredRows.ALL))
                    .extracting(RunRow::number)
                    .isEqualTo(numbers(4));
            assertThat(counts(run.store(), "kind")).isEqualTo(Map.of("red", 1L, "blue", 1L, "green", 1L));
        }
    }

    @Test
    void keepsQuotasWhereARowIsPutBackWhoseReplacementIsBeingMade() throws Exception {
        RunOrder order = Recipes.usual().quota("kind").attempts(1).order(6);
        WaitingCells cells = new WaitingCells(Set.of(1L, 2L), Set.of(6L, 7L));
        try (Run run = Run.create(folder, order, Parts.of(cells, refusing("answer", "bad"), 4), SETTINGS)) {
            run.start();
            cells.begun.await();
            run.setState(1, RowState.ACCEPTED);
            cells.goOn.countDown();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(StoredRows.rows(run.store(), StoredRows.ALL))
                    .extracting(RunRow::state)
                    .containsExactly(
                            RowState.ACCEPTED,
                            RowState.ACCEPTED,
                            RowState.REJECTED,
                            RowState.ACCEPTED,
                            RowState.ACCEPTED,
                            RowState.ACCEPTED,
                            RowState.REMOVED,
                            RowState.ACCEPTED);
            assertThat(counts(run.store(), "kind")).isEqualTo(Map.of("red", 2L, "blue", 2L, "green", 2L));
        }
    }

    /** Gives bad answers in some rows, and waits in others until it is told to go on. */
    private static final class WaitingCells implements CellMaker {

        private final FakeCells cells = new FakeCells(0);
        private final Set<Long> bad;
        private final Set<Long> waiting;
        private final CountDownLatch begun;
        private final CountDownLatch goOn = new CountDownLatch(1);

        WaitingCells(Set<Long> bad, Set<Long> waiting) {
            this.bad = bad;
            this.waiting = waiting;
            begun = new CountDownLatch(waiting.size());
        }

        @Override
        public Made make(Column column, long row, int attempt, Map<String, JsonElement> soFar)
                throws InterruptedException {
            if (column.name().equals("answer") && waiting.contains(row)) {
                begun.countDown();
                goOn.await();
            }
            return column.name().equals("answer") && bad.contains(row)
                    ? Made.of(new JsonPrimitive("bad"), 0)
                    : cells.make(column, row, attempt, soFar);
        }
    }

    @Test
    void fillsInAcceptedRowsOnceThoughItIsPausedAndFailsMeanwhile() throws Exception {
        RunOrder order = Recipes.recipe()
                .text("question")
                .choice("mood", "calm", "angry")
                .quota("mood")
                .order(20);
        make(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 4));
        AtomicReference<@Nullable Run> open = new AtomicReference<>();
        List<Long> compared = new ArrayList<>();
        Novelty novelty = new Novelty() {
            private boolean failed;

            @Override
            public Optional<Rejection> test(Map<String, JsonElement> values, long row) {
                return Optional.empty();
            }

            @Override
            public void accept(Map<String, JsonElement> values, long row) throws EngineException {
                if (compared.size() == 5) {
                    Objects.requireNonNull(open.get()).pause();
                } else if (compared.size() == 12 && !failed) {
                    failed = true;
                    throw new EngineException.WorkerDied("The worker died.", "Load the model again.", null);
                }
                compared.add(row);
            }
        };
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, Optional.of(novelty), 4);
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            open.set(run);
            List<Long> accepted = StoredRows.rows(run.store(), RowFilter.ACCEPTED).stream()
                    .map(RunRow::number)
                    .toList();
            run.start();
            assertThat(run.await()).isNotEqualTo(RunStatus.STOPPED);
            assertThat(compared).isEqualTo(accepted.subList(0, 6));
            // one that is filled in already, and one that is not
            run.setState(accepted.getFirst(), RowState.REMOVED);
            run.setState(accepted.getLast(), RowState.REMOVED);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(compared).isEqualTo(accepted.subList(0, 12));
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(compared).startsWith(accepted.subList(0, 19).toArray(Long[]::new));
            assertThat(compared).hasSize(21);
            assertThat(counts(run.store(), "mood")).isEqualTo(Map.of("calm", 10L, "angry", 10L));
        }
    }

    @Test
    void stopsWhereMakingARowEndsInAnError() throws Exception {
        RunOrder order = Recipes.usual().order(10);
        FakeCells cells = new FakeCells(0);
        CellMaker failing = (column, row, attempt, soFar) -> {
            if (row == 4 && column.name().equals("answer")) {
                throw new StackOverflowError("too deep");
            }
            return cells.make(column, row, attempt, soFar);
        };
        try (Run run = Run.create(folder, order, Parts.of(failing, RowJudge.LENIENT, 2), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow()).contains("Making row 4 failed", "too deep");
        }
    }

    @Test
    void stopsWhereComparingRowsEndsInAnError() throws Exception {
        RunOrder order = Recipes.usual().order(10);
        Novelty failing = new Novelty() {
            @Override
            public Optional<Rejection> test(Map<String, JsonElement> values, long row) {
                throw new NoClassDefFoundError("Vectors");
            }

            @Override
            public void accept(Map<String, JsonElement> values, long row) {}
        };
        RunParts parts = Parts.of(new FakeCells(0), RowJudge.LENIENT, Optional.of(failing), 2);
        try (Run run = Run.create(folder, order, parts, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow()).contains("The run failed", "Vectors");
        }
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        RunOrder order = Recipes.usual().order(60);
        List<RunProgress> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch running = new CountDownLatch(1);
        FakeCells cells = new FakeCells(0);
        CellMaker watched = (column, row, attempt, soFar) -> {
            if (row > 30 && column.name().equals("answer")) {
                running.await();
            }
            return cells.make(column, row, attempt, soFar);
        };
        try (Run run = Run.create(folder, order, Parts.of(watched, RowJudge.LENIENT, 4), SETTINGS)) {
            try (var _ = run.observe(progress -> {
                told.add(progress);
                if (progress.status() == RunStatus.RUNNING && progress.cellsAsked() > 0) {
                    running.countDown();
                }
            })) {
                run.start();
                run.await();
            }
        }
        assertThat(told.getFirst().status()).isEqualTo(RunStatus.PAUSED);
        assertThat(told.getLast().status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(told.getLast().figures().accepted()).isEqualTo(60);
        assertThat(told.getLast().secondsLeft()).hasValue(0);
    }
}
