package studio.athanor.engines.spi.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JobsTest {

    private final CountDownLatch registered = new CountDownLatch(2);
    private final CountDownLatch closed = new CountDownLatch(2);

    @Test
    void cancelsEverythingThoughOneResourceCannotBeClosed() throws Exception {
        Jobs jobs = new Jobs();
        Job<String> first = jobs.start("first", this::waitForever);
        Job<String> second = jobs.start("second", this::waitForever);
        registered.await();

        jobs.close();

        assertThat(closed.getCount()).isZero();
        assertThatThrownBy(first.result()::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(second.result()::get).isInstanceOf(CancellationException.class);
    }

    private String waitForever(JobContext context) throws InterruptedException {
        context.onCancel(() -> {
            throw new IllegalStateException("cannot be closed");
        });
        context.onCancel(closed::countDown);
        registered.countDown();
        new CountDownLatch(1).await();
        return "never";
    }
}
