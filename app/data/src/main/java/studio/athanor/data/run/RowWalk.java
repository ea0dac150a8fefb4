package studio.athanor.data.run;

import java.io.IOException;
import java.util.function.LongFunction;
import studio.athanor.data.DataException;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Progress;

/**
 * A walk over rows within a job: tells how far it is, ends where the job is cancelled, and sees no more rows than were counted
 * at its start, though the run goes on.
 */
public final class RowWalk {

    private static final long NANOS_BETWEEN_PROGRESS = 50_000_000;
    private static final int ROWS_BETWEEN_LOOKS = 64;

    private final JobContext context;
    private final LongFunction<Progress> progress;
    private final long most;
    private final RowTaker taker;
    private long seen;
    private long told = System.nanoTime();
    private boolean cancelled;

    private RowWalk(JobContext context, LongFunction<Progress> progress, long most, RowTaker taker) {
        this.context = context;
        this.progress = progress;
        this.most = most;
        this.taker = taker;
    }

    /** Takes rows one after another. */
    @FunctionalInterface
    public interface RowTaker {
        /** Takes a row. */
        void take(RunRow row) throws IOException;
    }

    /**
     * Gives rows to a taker, in order.
     *
     * @param most rows are seen
     * @param progress says what to tell when so many rows are done
     * @throws InterruptedException if the job was cancelled
     * @throws IOException that of the taker
     */
    public static void over(
            RunStore store,
            RowFilter filter,
            long most,
            JobContext context,
            LongFunction<Progress> progress,
            RowTaker taker)
            throws DataException, IOException, InterruptedException {
        context.checkCancelled();
        context.progress(progress.apply(0));
        RowWalk walk = new RowWalk(context, progress, most, taker);
        if (most > 0) {
            store.forEach(filter, walk::visit);
        }
        if (walk.cancelled) {
            throw new InterruptedException("cancelled after " + walk.seen + " rows");
        }
        context.progress(progress.apply(walk.seen));
    }

    private boolean visit(RunRow row) throws IOException {
        if (seen % ROWS_BETWEEN_LOOKS == 0 && !goesOn()) {
            return false;
        }
        taker.take(row);
        seen++;
        return seen < most;
    }

    private boolean goesOn() {
        try {
            context.checkCancelled();
        } catch (InterruptedException _) {
            cancelled = true;
            return false;
        }
        long now = System.nanoTime();
        if (now - told >= NANOS_BETWEEN_PROGRESS) {
            told = now;
            context.progress(progress.apply(seen));
        }
        return true;
    }
}
