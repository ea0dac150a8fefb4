package studio.athanor.data.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.data.DataException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Subscription;

/**
 * Makes the rows of a run. One thread decides everything; what it is asked and what happens comes to it through a queue. Rows
 * are worked on ahead of each other, and settled strictly in their order, so that the result does not depend on which is
 * ready first.
 */
final class RunLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunLoop.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final RunSetup setup;
    private final RunCount count;
    private final RowBench bench;
    private final Settling settling;
    private final RunBoard board;
    private final RunInbox inbox = new RunInbox();
    private final List<CompletableFuture<RunStatus>> waiting = new ArrayList<>();
    private final AtomicInteger haltsAsked = new AtomicInteger();
    private final Thread thread;
    private RunStatus status;
    private Optional<String> reason;
    private volatile boolean closed;

    /** Begins with nothing running. */
    RunLoop(RunSetup setup) {
        this.setup = setup;
        count = new RunCount(setup.figures());
        bench = new RowBench(setup.making(), setup.lanes(), (row, step) -> inbox.add(() -> stepped(row, step)));
        settling = new Settling(setup, bench, count);
        boolean isUnfinished =
                setup.status() == RunStatus.RUNNING || (setup.status() == RunStatus.COMPLETE && count.missing() > 0);
        status = isUnfinished ? RunStatus.PAUSED : setup.status();
        reason = setup.reason();
        board = new RunBoard(progress());
        thread = Thread.ofPlatform().name("run-loop").daemon().unstarted(this::run);
    }

    static RunLoop open(RunSetup setup) {
        RunLoop loop = new RunLoop(setup);
        loop.thread.start();
        return loop;
    }

    void start() {
        inbox.add(this::begin);
    }

    /** Asks for no more cells; those that are asked for are kept. */
    void pause() {
        addHalt(() -> {});
    }

    void cancel() {
        addHalt(bench::interrupt);
    }

    /** Has the loop halt and do something; accepted rows are filled in no further meanwhile, so that it comes to that soon. */
    private void addHalt(Runnable then) {
        haltsAsked.incrementAndGet();
        inbox.add(() -> {
            haltsAsked.decrementAndGet();
            halt(RunStatus.PAUSED, Optional.empty());
            then.run();
        });
    }

    /** Stops for a reason that came up elsewhere. */
    void stop(DataException why) {
        inbox.add(() -> stopped(why));
    }

    Subscription observe(Consumer<RunProgress> observer) {
        return board.observe(observer);
    }

    RunProgress now() {
        return board.now();
    }

    /** Waits until nothing runs, after all that was asked for before. */
    RunStatus await() throws InterruptedException {
        CompletableFuture<RunStatus> end = new CompletableFuture<>();
        inbox.add(() -> waiting.add(end));
        if (closed) {
            return board.now().status();
        }
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something on the loop's thread. */
    <T> CompletableFuture<T> ask(RunInbox.Question<T> question) {
        return inbox.ask(question, () -> closed);
    }

    private void run() {
        while (!closed) {
            try {
                inbox.await(board.isDue() ? board.nanosToWait() : Long.MAX_VALUE);
                inbox.doAll();
                goOn();
            } catch (InterruptedException e) {
                log.debug("Nobody interrupts the loop's thread", e);
            } catch (RuntimeException | Error e) {
                // whoever waits for the run would wait for ever for a loop that has ended
                log.error("A run failed", e);
                stopped(new DataException.RunStopped(
                        "The run failed: " + e + ".", "Report this with the log, and resume the run.", e));
            }
            board.changed(status, this::progress);
            answerWaiting();
        }
        var _ = bench.clear();
        inbox.doAll();
        answerWaiting();
    }

    private void answerWaiting() {
        if (status != RunStatus.RUNNING) {
            waiting.forEach(each -> each.complete(status));
            waiting.clear();
        }
    }

    private void begin() {
        if (status == RunStatus.RUNNING || closed) {
            return;
        }
        try {
            setup.sink().recover();
            if (settling.acceptance().remembers()
                    && !setup.filling().fill(settling.acceptance(), () -> haltsAsked.get() > 0)) {
                return;
            }
            if (count.missing() == 0) {
                changeStatus(RunStatus.COMPLETE, Optional.empty());
                return;
            }
            settling.begin();
            changeStatus(RunStatus.RUNNING, Optional.empty());
            setup.clock().start();
            bench.open();
        } catch (DataException e) {
            notBegun(e);
        } catch (EngineException e) {
            notBegun(stop(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notBegun(DataException why) {
        log.info("A run does not begin: {}", why.getMessage());
        halt(RunStatus.STOPPED, Optional.of(why.getMessage() + " " + why.remedy()));
    }

    /** Settles what can be settled, begins rows, asks for cells. */
    private void goOn() {
        if (status != RunStatus.RUNNING) {
            return;
        }
        try {
            settling.settle();
            if (count.missing() == 0) {
                complete();
                return;
            }
            while (bench.size() < setup.window() && setup.slots().hasNext()) {
                bench.begin(setup.slots().begin());
            }
            bench.ask();
            if (bench.size() == 0) {
                if (setup.slots().replaces()) {
                    throw new DataException.RunStopped(
                            "There are " + count.accepted() + " of "
                                    + setup.figures().target()
                                    + " rows, and the run does not know in whose place to make others.",
                            "Put rows back that were taken out, and take them out again: others are made for them then.",
                            null);
                }
                complete();
            }
        } catch (DataException e) {
            stopped(e);
        } catch (EngineException e) {
            stopped(stop(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stepped(RowWork row, Step step) {
        if (!bench.ended(row, step)) {
            return;
        }
        row.untold().forEach(setup.sink()::made);
        try {
            switch (step) {
                case Step.Complete _ -> settling.complete(row, status == RunStatus.RUNNING);
                case Step.Refused(var rejection, var lastCellOnly) -> settling.refuse(row, rejection, lastCellOnly);
                case Step.Failed(var failure, var rowOnly) -> {
                    if (rowOnly) {
                        row.block(failure);
                    } else {
                        stopped(failure);
                    }
                }
                case Step.Halted _ -> {
                    if (bench.isOpen()) {
                        stopped(new DataException.RunStopped(
                                "Making row " + row.number() + " was interrupted.", "Resume the run.", null));
                    }
                }
                case Step.NeedsModel _ -> {}
            }
        } catch (EngineException e) {
            stopped(stop(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DataException stop(EngineException e) {
        return new DataException.RunStopped(String.valueOf(e.getMessage()), e.remedy(), e);
    }

    private void complete() throws DataException {
        bench.close();
        bench.clear().forEach(setup.slots()::giveBack);
        setup.clock().stop();
        changeStatus(RunStatus.COMPLETE, Optional.empty());
    }

    private void stopped(DataException why) {
        if (status != RunStatus.RUNNING && status != RunStatus.PAUSED) {
            return;
        }
        log.info("A run stops: {}", why.getMessage());
        halt(RunStatus.STOPPED, Optional.of(why.getMessage() + " " + why.remedy()));
        bench.interrupt();
    }

    private void halt(RunStatus now, Optional<String> why) {
        if (status != RunStatus.RUNNING && now == RunStatus.PAUSED) {
            return;
        }
        bench.close();
        setup.clock().stop();
        try {
            changeStatus(now, why);
        } catch (DataException e) {
            log.info("That a run halts cannot be written down: {}", e.getMessage());
        }
    }

    /** Returns the place of the replacement of a row that is taken out now. On the loop's thread. */
    OptionalLong nextReplacement() {
        return setup.slots().nextPlace();
    }

    /** Returns the place of the replacement that a deal waits for, if it does. On the loop's thread. */
    OptionalLong replacement(long deal) {
        OptionalLong waiting = setup.slots().waiting(deal);
        return waiting.isPresent()
                ? waiting
                : bench.replacement(deal).map(RowWork::place).orElseGet(OptionalLong::empty);
    }

    /**
     * Takes note of a row that a person took out or in, once that is written. On the loop's thread.
     *
     * @param spared the place of the replacement that it makes needless, if there is one
     */
    void changed(long number, RowChanges.Before before, RowState state, OptionalLong spared) throws DataException {
        if (before.state() == RowState.ACCEPTED) {
            var _ = setup.slots().replace(before.deal());
        }
        if (spared.isPresent()) {
            setup.slots().withdraw(spared.getAsLong());
            bench.replacement(before.deal())
                    .filter(row -> row.place().equals(spared))
                    .ifPresent(RowWork::withdraw);
        }
        count.changed(before.state(), -1);
        count.changed(state, 1);
        if (setup.filling().has(number) && state == RowState.ACCEPTED) {
            settling.acceptance().added(before.values());
        } else if (setup.filling().has(number) && before.state() == RowState.ACCEPTED) {
            settling.acceptance().removed(before.values());
        }
        if (status == RunStatus.COMPLETE && count.missing() > 0) {
            changeStatus(RunStatus.PAUSED, Optional.empty());
        }
    }

    /** Says what the run is doing now, to itself first: a disk that is full does not keep it running. */
    private void changeStatus(RunStatus now, Optional<String> why) throws DataException {
        status = now;
        reason = why;
        setup.sink().status(now, why);
    }

    private RunProgress progress() {
        RunClock.Time time = setup.clock().time();
        return new RunProgress(
                status,
                reason,
                count.figures(time),
                bench.size(),
                bench.asked(),
                count.recentRowsPerSecond(time.seconds()));
    }

    /** Interrupts what runs and ends. Blocks, but not for ever. */
    @Override
    public void close() {
        addHalt(() -> closed = true);
        try {
            if (thread.join(LONGEST_END)) {
                bench.awaitEnd(LONGEST_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
