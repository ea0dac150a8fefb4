package studio.athanor.engines.spi.job;

/** The work of a job. Blocks; answers to interruption. */
@FunctionalInterface
public interface JobBody<T> {
    T run(JobContext context) throws Exception;
}
