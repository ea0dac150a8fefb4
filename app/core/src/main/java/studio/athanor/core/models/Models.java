package studio.athanor.core.models;

import java.nio.file.Path;
import java.time.InstantSource;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.gpumonitor.DeviceSources;

/** The model files of one studio and those that are loaded. */
public final class Models implements AutoCloseable {

    private final ModelIndex index;
    private final ModelLibrary library;
    private final ModelHashes hashes;
    private final ModelSessions sessions;
    private final LoadPlanner planner;
    private final DeviceBandwidths bandwidths;

    private Models(Path starters, StudioHome home, Settings settings, Jobs jobs, EngineOpener opener) {
        index = new ModelIndex(home.modelIndexFile());
        library = new FolderModelLibrary(new ModelPlaces(starters, home.models()), settings, index, jobs);
        hashes = new ModelHashes(index);
        bandwidths = new DeviceBandwidths(home.bandwidthsFile(), InstantSource.system());
        planner = new LoadPlanner(DeviceSources.hostMemory()::read, bandwidths::measured);
        sessions = new WorkerModelSessions(
                library, settings, opener, planner, new BandwidthMeter(opener, bandwidths), jobs);
    }

    /** Puts the models of a studio together, with engines in processes of their own; starts none. */
    public static Models open(
            Installation installation, StudioHome home, EngineEnvironment environment, Settings settings, Jobs jobs) {
        return open(installation, home, settings, jobs, new WorkerOpener(home.run(), environment, installation));
    }

    /** Puts the models of a studio together, with engines that are opened in another way; closes the opener at the end. */
    public static Models open(
            Installation installation, StudioHome home, Settings settings, Jobs jobs, EngineOpener opener) {
        return new Models(installation.starterModels(), home, settings, jobs, opener);
    }

    /** Returns the known files. */
    public ModelLibrary library() {
        return library;
    }

    /** Returns the loaded models. */
    public ModelSessions sessions() {
        return sessions;
    }

    /** Returns what plans loads. */
    public LoadPlanner planner() {
        return planner;
    }

    /** Returns what was measured of the devices. */
    public DeviceBandwidths bandwidths() {
        return bandwidths;
    }

    /** Returns the hashes of model files. */
    public ModelHashes hashes() {
        return hashes;
    }

    /** Unloads everything. Blocks until workers have ended. */
    @Override
    public void close() {
        hashes.close();
        sessions.close();
        index.close();
        bandwidths.close();
    }
}
