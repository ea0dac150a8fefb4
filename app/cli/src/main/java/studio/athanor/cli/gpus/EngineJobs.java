package studio.athanor.cli.gpus;

import java.util.concurrent.ExecutionException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Job;

/** Jobs that engines do, as commands wait for them. */
final class EngineJobs {

    private EngineJobs() {}

    /** Waits for a job; its failure is thrown as it is. */
    static <T> T await(Job<T> job) throws EngineException, InterruptedException {
        try {
            return job.result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException(job.title() + " failed", e.getCause());
        }
    }
}
