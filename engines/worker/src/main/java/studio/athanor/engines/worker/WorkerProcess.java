package studio.athanor.engines.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker's process, its folder and its last words. Thread-safe. */
final class WorkerProcess {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** Exit codes of processes that were killed, on Unix and on Windows. */
    private static final Set<Integer> KILLED = Set.of(137, 1);

    private final Process process;
    private final WorkerFolder folder;
    private final LogTail log;
    private final List<Thread> drains;
    private final Object lock = new Object();
    private WorkerExit.@Nullable Cause killedFor;
    private String killEvidence = "";

    WorkerProcess(Process process, WorkerFolder folder) {
        this.process = process;
        this.folder = folder;
        this.log = new LogTail();
        // a read of a pipe holds the thread below a virtual one, and there are only as many of those as processors
        this.drains = List.of(
                Thread.ofPlatform().daemon().name("worker-stdout").start(() -> log.drain(process.getInputStream())),
                Thread.ofPlatform().daemon().name("worker-stderr").start(() -> log.drain(process.getErrorStream())));
    }

    long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process and what it started, and remembers why; the first reason counts. */
    void kill(WorkerExit.Cause cause, String evidence) {
        synchronized (lock) {
            if (killedFor == null && process.isAlive()) {
                killedFor = cause;
                killEvidence = evidence;
            }
        }
        kill();
    }

    /** Kills the process and what it started. */
    void kill() {
        // a killed process cannot be asked for its children any more
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for the end of the process, through interrupts, and tells whether it came. */
    boolean awaitExit(Duration atMost) {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells why the process ended. Call it after {@link #awaitExit}. */
    WorkerExit exit() {
        if (!process.isAlive()) {
            drains.forEach(WorkerProcess::awaitEnd);
        }
        Optional<Integer> code = process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
        synchronized (lock) {
            if (killedFor != null && !wasEnding(killedFor, code)) {
                return ExitClassifier.ended(killedFor, killEvidence, code, log);
            }
        }
        return ExitClassifier.classify(code, log, folder.crashReport());
    }

    private static void awaitEnd(Thread drain) {
        try {
            var _ = drain.join(LAST_WORDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process that was killed for want of a better reason, but ended with a code of its own, tells the reason itself. */
    private static boolean wasEnding(WorkerExit.Cause killedFor, Optional<Integer> code) {
        return killedFor == WorkerExit.Cause.UNKNOWN && code.isPresent() && !KILLED.contains(code.get());
    }

    /** Deletes the worker's folder. */
    void release() {
        folder.delete();
    }
}
