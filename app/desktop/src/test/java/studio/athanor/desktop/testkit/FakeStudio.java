package studio.athanor.desktop.testkit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import studio.athanor.core.StoreRecovery;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
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
import studio.athanor.gpumonitor.DeviceSources;
import studio.athanor.gpumonitor.source.DeviceSource;

/** A studio in memory: settings and window state are real files, models are fakes, conversations cannot be opened. */
public final class FakeStudio implements Studio {

    private final DeviceSampler devices;
    private final LoadPlanner planner = new LoadPlanner(DeviceSources.hostMemory()::read);
    private final StudioHome home;
    private final Jobs jobs = new Jobs();
    private final FakeModelLibrary library = new FakeModelLibrary(jobs);
    private final FakeModelSessions sessions;
    private final Settings settings;
    private final Presets presets;
    private final WindowStateFile window;
    private final DeviceBandwidths bandwidths;

    /** Opens a studio whose home is a folder of the test's. */
    public FakeStudio(Path folder) throws StudioException {
        this(folder, List.of());
    }

    /** Opens a studio on a machine with cards. */
    public FakeStudio(Path folder, List<DeviceSource> cards) throws StudioException {
        devices = new DeviceSampler(cards, DeviceSources.hostMemory());
        home = StudioHome.open(folder);
        settings = Settings.open(home.settingsFile());
        presets = Presets.open(installation().assets().resolve("presets"), home.presetsFile());
        window = new WindowStateFile(home.windowFile());
        bandwidths = new DeviceBandwidths(home.bandwidthsFile(), InstantSource.system());
        sessions = new FakeModelSessions(library, jobs, bandwidths);
    }

    @Override
    public Installation installation() {
        return Installation.at(Path.of(System.getProperty("athanor.project.root", ".")));
    }

    @Override
    public StudioHome home() {
        return home;
    }

    @Override
    public EngineEnvironment environment() {
        return new EngineEnvironment(Map.of());
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Presets presets() {
        return presets;
    }

    @Override
    public WindowStateFile window() {
        return window;
    }

    @Override
    public FakeModelLibrary library() {
        return library;
    }

    @Override
    public FakeModelSessions sessions() {
        return sessions;
    }

    @Override
    public CompletableFuture<Optional<String>> sha256(Path model) {
        return CompletableFuture.completedFuture(Optional.of("fake"));
    }

    @Override
    public LoadPlanner planner() {
        return planner;
    }

    @Override
    public DeviceBandwidths bandwidths() {
        return bandwidths;
    }

    @Override
    public DeviceSampler devices() {
        return devices;
    }

    @Override
    public Job<List<EngineDevice>> findDevices() {
        Job<List<EngineDevice>> search = sessions().devices();
        var _ = search.result().thenAccept(found -> devices.seenByEngines(PhysicalDevices.cards(found)));
        return search;
    }

    @Override
    public Chats openChats() throws StudioException {
        throw new StudioException.HomeInUse(
                "Another window of Athanor has the conversations open.", "Close it, then try again.");
    }

    @Override
    public Optional<Chats> chats() {
        return Optional.empty();
    }

    @Override
    public StoreRecovery recovery() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        jobs.close();
        devices.close();
        window.close();
        bandwidths.close();
        presets.close();
        settings.close();
    }
}
