package studio.athanor.gpumonitor.source;

import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.HostMemory;

/** Looks at the host's memory. Callable from any thread; returns at once once loaded. */
public interface HostMemorySource {

    /** Reads the host's memory now. */
    HostMemory read();

    /** Returns what a process holds of the host's memory, in bytes; empty if it is gone or cannot be seen. */
    OptionalLong residentBytes(long pid);
}
