package studio.athanor.desktop.screenshots;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import studio.athanor.core.chat.AnswerListener;
import studio.athanor.core.chat.AnswerSnapshot;
import studio.athanor.core.chat.Turn;

/** Holds an answer back after some pieces, so that there is time to photograph it while it is written. */
final class HeldAnswer implements AnswerListener {

    private static final int PIECES = 24;
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch middle = new CountDownLatch(PIECES);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void started(AnswerSnapshot soFar) {
        if (soFar.state() != Turn.State.STREAMING) {
            giveUp();
        }
    }

    @Override
    public void text(String delta) {
        middle.countDown();
        if (middle.getCount() == 0) {
            hold();
        }
    }

    @Override
    public void reasoning(String delta) {
        text(delta);
    }

    @Override
    public void finished(Turn turn) {
        giveUp();
    }

    void awaitMiddle() throws InterruptedException {
        var _ = middle.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void release() {
        released.countDown();
    }

    private void giveUp() {
        while (middle.getCount() > 0) {
            middle.countDown();
        }
    }

    private void hold() {
        try {
            var _ = released.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
