package studio.athanor.cli.data;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.core.home.FileFailures;
import studio.athanor.data.DataException;
import studio.athanor.engines.spi.job.Job;

/** Failures of datasets as the command line tells them. */
final class DataFailures {

    private DataFailures() {}

    /** What is done with datasets. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Exception;
    }

    /** Does something, and tells what goes wrong as a command does. */
    static <T> T told(Work<T> work) throws Exception {
        try {
            return work.run();
        } catch (DataException.RecipeInvalid e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    String.valueOf(e.getMessage())
                            + (e.problems().size() > 1 ? " All are told by: athanor data check." : ""),
                    e.remedy());
        } catch (DataException e) {
            throw new CommandFailure(code(e), String.valueOf(e.getMessage()), e.remedy());
        }
    }

    /** A full disk is no fault of what was given. */
    private static int code(DataException failure) {
        boolean full = failure.getCause() instanceof IOException cause && FileFailures.isDiskFull(cause);
        return full || failure instanceof DataException.RunStopped ? ExitCode.FAILED : ExitCode.BAD_INPUT;
    }

    /** Waits for a job of the studio's. */
    static <T> T result(Job<T> job) throws Exception {
        try {
            return job.result().get();
        } catch (InterruptedException e) {
            job.cancel();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
