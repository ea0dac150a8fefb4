package studio.athanor.engines.spi;

import java.util.Set;

/**
 * One kind of engine, found by {@link java.util.ServiceLoader}.
 *
 * <p>A provider is created in the studio as well as in worker processes; its constructor and {@link #check} must be
 * cheap and must not load native code. Declare it in {@code module-info.java} and in {@code META-INF/services}: on the
 * class path only the latter is seen.
 */
public interface EngineProvider {

    /** Returns the stable identifier, for example {@code llama}; lower-case letters, digits and dashes. */
    String id();

    /** Returns the name shown to people, for example {@code llama.cpp}. */
    String displayName();

    /** Returns what models opened by this engine can do at most; a single model may do less. */
    Set<Capability> capabilities();

    /** Tells whether a file looks like something this engine opens, by name and first bytes at most. */
    boolean accepts(java.nio.file.Path model);

    /** Tells within milliseconds whether the engine can run in this environment. Loads no native code. */
    Availability check(EngineEnvironment environment);

    /**
     * Lists the devices the engine could use, loading native code: call it in a worker process only.
     *
     * @throws EngineException if the runtime cannot be loaded
     */
    java.util.List<EngineDevice> devices(EngineEnvironment environment) throws EngineException;

    /**
     * Tells how a process is kept from seeing devices that a plan does not use. Loads no native code.
     *
     * @param environment variables of the studio, which decide what is seen until now
     */
    default DeviceVisibility visibility(DevicePlan plan, java.util.Map<String, String> environment) {
        return DeviceVisibility.ALL;
    }

    /**
     * Tells what a load would take for the scratch of its graphs, by going through the load without allocating anything
     * large. Call it in a worker process only, which is of no other use afterwards. Blocks for up to some seconds.
     *
     * @return bytes by device id, the host's included; empty if the engine cannot tell
     * @throws EngineException if the model or the plan was refused
     * @throws InterruptedException if interrupted
     */
    default java.util.Map<String, Long> measureCompute(EngineEnvironment environment, OpenRequest request)
            throws EngineException, InterruptedException {
        return java.util.Map.of();
    }

    /**
     * Measures how fast a device reads weights, as it does for each token. Call it in a worker process only. Blocks for a
     * second or two; a device that is busy or short of memory tells less than it could do.
     *
     * @param deviceId {@link EngineDevice#id()}
     * @return the measurement; empty if the engine cannot tell
     * @throws EngineException if the device is not there, has too little free memory, or failed
     * @throws InterruptedException if interrupted
     */
    default java.util.Optional<MeasuredBandwidth> measureBandwidth(EngineEnvironment environment, String deviceId)
            throws EngineException, InterruptedException {
        return java.util.Optional.empty();
    }

    /**
     * Loads a model. Blocks until it is ready; interrupting the thread cancels the load.
     *
     * @param environment where the runtime is
     * @param request the model and how to load it
     * @param observer told of progress, on the calling thread or a native one; must return quickly
     * @return the loaded model; the caller closes it
     * @throws EngineException if the model was refused or could not be loaded
     * @throws InterruptedException if the load was cancelled
     */
    Engine open(EngineEnvironment environment, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException;
}
