package studio.athanor.engines.spi;

/** Whether an engine can run on this machine, found without loading native code. */
public sealed interface Availability {

    /**
     * The engine can run.
     *
     * @param build name and version of the runtime found, for example {@code llama.cpp 0.5.0}
     * @param location folder of the runtime, or an empty string for one that is part of the program
     */
    record Available(String build, String location) implements Availability {}

    /**
     * The engine cannot run.
     *
     * @param reason what is missing, a sentence
     * @param remedy what to do about it, a sentence
     */
    record Unavailable(String reason, String remedy) implements Availability {}
}
