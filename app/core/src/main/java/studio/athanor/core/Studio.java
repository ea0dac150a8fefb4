package studio.athanor.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.ModelLibrary;
import studio.athanor.core.models.ModelSessions;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.core.presets.Presets;
import studio.athanor.core.settings.Settings;
import studio.athanor.core.window.WindowStateFile;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.gpumonitor.DeviceSampler;

/**
 * Everything the studio does, put together. One per program; both the window and the command line stand on it.
 *
 * <p>Opening is quick: no worker process is started and no model is read. Conversations are opened apart, by {@link
 * #openChats}, because only one program at a time may keep them: a second window is told so, while a one-shot command
 * that stores nothing works beside an open window.
 */
public interface Studio extends AutoCloseable {

    /**
     * Opens the studio.
     *
     * @throws StudioException.HomeUnusable if the home cannot be used
     */
    static Studio open(Installation installation, Path home, InstantSource clock) throws StudioException {
        return new OpenStudio(installation, StudioHome.open(home), clock);
    }

    /** Returns the program's own files. */
    Installation installation();

    /** Returns the studio's folder. */
    StudioHome home();

    /** Returns where engines find their runtimes. */
    EngineEnvironment environment();

    /** Returns the long work that runs. */
    Jobs jobs();

    /** Returns what people chose. */
    Settings settings();

    /** Returns the sampling presets. */
    Presets presets();

    /** Returns where the window was. */
    WindowStateFile window();

    /** Returns the known model files. */
    ModelLibrary library();

    /** Returns the loaded models. */
    ModelSessions sessions();

    /**
     * Completes with the SHA-256 of a model file in hexadecimal, or with nothing if it cannot be read or changed meanwhile. It is
     * computed once per file, and remembered.
     */
    CompletableFuture<Optional<String>> sha256(Path model);

    /** Returns what plans loads before they are made. */
    LoadPlanner planner();

    /** Returns what was measured of the devices' memory; {@link ModelSessions#measureBandwidth} measures. */
    DeviceBandwidths bandwidths();

    /** Returns what watches the devices of this machine; it looks at them only while somebody observes it. */
    DeviceSampler devices();

    /**
     * Finds the devices that engines see, in processes that end afterwards, and shows them to {@link #devices()}, where
     * they are known under the engine's name {@link #ENGINES}.
     */
    Job<List<EngineDevice>> findDevices();

    /** Stands for all engines where devices are matched: they name devices alike. */
    String ENGINES = PhysicalDevices.ENGINES;

    /**
     * Opens the conversations, or returns them if they are open. Blocks for some milliseconds; longer if the database
     * has to be checked after a crash or brought up to date.
     *
     * @throws StudioException.HomeInUse if another studio has them open
     * @throws StudioException.StoreTooNew if a newer version wrote them
     * @throws StudioException.StoreDamaged if the database is damaged; see {@link #recovery()}
     */
    Chats openChats() throws StudioException;

    /** Returns the conversations if they are open. */
    Optional<Chats> chats();

    /** Returns what can be done about a damaged database. */
    StoreRecovery recovery();

    /** Closes everything: chats, loaded models, settings. Blocks until workers have ended. */
    @Override
    void close();
}
