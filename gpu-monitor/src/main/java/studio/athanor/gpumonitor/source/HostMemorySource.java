package studio.athanor.gpumonitor.source;

import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.HostMemory;

/** Looks at the host's memory. Callable from any thread; what is not loaded yet tells nothing. */
public interface HostMemorySource {

    /** Begins to load what looks, where that is needed and has not begun; returns at once. */
    default void load() {}

    /** Waits until that is loaded or cannot be, but not beyond a time of {@link System#nanoTime}. */
    default void awaitLoaded(long deadlineNanos) throws InterruptedException {}

    /** Reads the host's memory now. */
    HostMemory read();

    /** Returns what a process holds of the host's memory, in bytes; empty if it is gone or cannot be seen. */
    OptionalLong residentBytes(long pid);
}
