package studio.athanor.core.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;

/** How engines are found and opened: in processes of their own in the product, in this one in some tests. Thread-safe. */
public interface EngineOpener extends AutoCloseable {

    /** Returns the engines that are installed. */
    List<EngineProvider> providers();

    /** Tells whether an engine can run here. */
    Availability availability(EngineProvider provider);

    /** Lists the devices an engine could use. Blocks; interrupting cancels. */
    List<EngineDevice> devices(EngineProvider provider) throws EngineException, InterruptedException;

    /** Tells what a load would take for the scratch of its graphs, by device. Blocks; interrupting cancels. */
    Map<String, Long> measureCompute(EngineProvider provider, OpenRequest request)
            throws EngineException, InterruptedException;

    /** Measures how fast a device reads weights; empty if the engine cannot tell. Blocks; interrupting cancels. */
    default Optional<MeasuredBandwidth> measureBandwidth(EngineProvider provider, String deviceId)
            throws EngineException, InterruptedException {
        return Optional.empty();
    }

    /** Loads a model. Blocks; interrupting cancels. The caller closes the engine. */
    Engine open(EngineProvider provider, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException;

    @Override
    void close();
}
