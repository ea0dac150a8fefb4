package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.desktop.shell.UiScheduler;

@SuppressWarnings("NullAway.Init") // set before each test
class RowsModelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FAILING = 3 * LazyRows.PAGE;
    private static final int WAITING = 5 * LazyRows.PAGE;

    private final FakeStore store = new FakeStore(Path.of("run"), SampleRecipes.tickets(), 10_000);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);

    private RowsModel rows;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        rows = fx(() -> new RowsModel(store, new UiScheduler(failures::add), failures::add));
        eventually(() -> assertThat(fx(() -> rows.rows().get().size())).isEqualTo(9_000));
        store.failAfter(held);
    }

    @Test
    void readsTheOtherPagesWhenOneFailedAndThatOneWhenItIsLookedAtAgain() throws Exception {
        fx(() -> rows.rows().get().get(FAILING));
        Thread reader = store.readers().take();
        RowSlot other = fx(() -> rows.rows().get().get(WAITING));
        store.heal();
        held.countDown();
        reader.join();

        eventually(() -> assertThat(fx(() -> other.row().get())).isNotNull());
        assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("The run was closed.");
        RowSlot again = fx(() -> rows.rows().get().get(FAILING));
        eventually(() -> assertThat(fx(() -> again.row().get())).isNotNull());
    }

    @Test
    void saysNothingOfPagesThatAreNotWaitedForAnyMore() throws Exception {
        fx(() -> rows.rows().get().get(FAILING));
        fx(() -> rows.rows().get().get(WAITING));
        Thread reader = store.readers().take();
        fx(() -> {
            rows.close();
            return rows;
        });
        held.countDown();
        reader.join();

        assertThat(fx(() -> List.copyOf(failures))).isEmpty();
        assertThat(store.readers()).isEmpty();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
