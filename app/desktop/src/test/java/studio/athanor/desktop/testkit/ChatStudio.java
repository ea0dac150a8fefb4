package studio.athanor.desktop.testkit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StoreRecovery;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.ModelLibrary;
import studio.athanor.core.models.ModelSessions;
import studio.athanor.core.models.Models;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.presets.Presets;
import studio.athanor.core.settings.Settings;
import studio.athanor.core.window.WindowStateFile;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.gpumonitor.DeviceSampler;
import studio.athanor.gpumonitor.DeviceSources;

/** The real core on a real folder and a real database; only the models are fakes. */
public final class ChatStudio implements Studio {

    private final DeviceSampler devices = new DeviceSampler(List.of(), DeviceSources.hostMemory());
    private final LoadPlanner planner = new LoadPlanner(DeviceSources.hostMemory()::read);
    private final StudioHome home;
    private final FakeOpener opener = new FakeOpener();
    private final Jobs jobs = new Jobs();
    private final Settings settings;
    private final Presets presets;
    private final WindowStateFile window;
    private final Models models;
    private @Nullable Chats chats;

    /** Opens a studio whose home is a folder of the test's. */
    public ChatStudio(Path folder) throws StudioException {
        home = StudioHome.open(folder);
        settings = Settings.open(home.settingsFile());
        presets = Presets.open(installation().assets().resolve("presets"), home.presetsFile());
        window = new WindowStateFile(home.windowFile());
        models = Models.open(installation(), home, settings, jobs, opener);
    }

    /** Returns what stands in for the models. */
    public FakeOpener opener() {
        return opener;
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
    public ModelLibrary library() {
        return models.library();
    }

    @Override
    public ModelSessions sessions() {
        return models.sessions();
    }

    @Override
    public CompletableFuture<Optional<String>> sha256(Path model) {
        return models.hashes().of(model);
    }

    @Override
    public LoadPlanner planner() {
        return planner;
    }

    @Override
    public DeviceBandwidths bandwidths() {
        return models.bandwidths();
    }

    @Override
    public DeviceSampler devices() {
        return devices;
    }

    @Override
    public Job<List<EngineDevice>> findDevices() {
        return sessions().devices();
    }

    @Override
    public synchronized Chats openChats() throws StudioException {
        Chats open = chats;
        if (open == null) {
            open = Chats.open(home, models, InstantSource.system());
            chats = open;
        }
        return open;
    }

    @Override
    public synchronized Optional<Chats> chats() {
        return Optional.ofNullable(chats);
    }

    @Override
    public StoreRecovery recovery() {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void close() {
        if (chats != null) {
            chats.close();
        }
        models.close();
        jobs.close();
        devices.close();
        window.close();
        presets.close();
        settings.close();
    }
}
