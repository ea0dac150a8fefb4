package studio.athanor.data.testkit;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import studio.athanor.engines.spi.job.JobBody;
import studio.athanor.engines.spi.job.Jobs;

/** Runs the body of a job to its end. */
public final class RunningJob {

    private RunningJob() {}

    /** Returns the result, or throws what the body threw. */
    public static <T> T run(JobBody<T> body) throws Exception {
        try (Jobs jobs = new Jobs()) {
            return jobs.start("test", body).result().get(5, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("The job did not end", e);
        }
    }
}
