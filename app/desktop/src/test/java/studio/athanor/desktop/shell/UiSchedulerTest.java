package studio.athanor.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class UiSchedulerTest {

    private final UiScheduler scheduler = new UiScheduler(failure -> {});

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void runsATriggeredActionOncePerFrame() {
        AtomicInteger runs = new AtomicInteger();
        Runnable trigger = scheduler.oncePerFrame(runs::incrementAndGet);
        WaitForAsyncUtils.waitForFxEvents();

        Platform.runLater(() -> {
            for (int i = 0; i < 1_000; i++) {
                trigger.run();
            }
        });

        await().untilAsserted(() -> assertThat(runs).hasValue(1));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(runs).hasValue(1);
    }

    @Test
    void handsTheResultOfBackgroundWorkToTheFxThread() {
        AtomicInteger seen = new AtomicInteger();
        scheduler.background(() -> 42, value -> seen.set(Platform.isFxApplicationThread() ? value : -1));
        await().untilAsserted(() -> assertThat(seen).hasValue(42));
    }
}
