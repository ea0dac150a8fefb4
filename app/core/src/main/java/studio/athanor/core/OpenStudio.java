package studio.athanor.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.chat.DatabaseRecovery;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.ModelLibrary;
import studio.athanor.core.models.ModelSessions;
import studio.athanor.core.models.Models;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.core.presets.Presets;
import studio.athanor.core.settings.EngineSettings;
import studio.athanor.core.settings.Settings;
import studio.athanor.core.window.WindowStateFile;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.gpumonitor.DeviceSampler;
import studio.athanor.gpumonitor.DeviceSources;

/** The composition. What is not needed at once is put together but not begun. */
final class OpenStudio implements Studio {

    private final Installation installation;
    private final StudioHome home;
    private final InstantSource clock;
    private final Jobs jobs = new Jobs();
    private final Settings settings;
    private final Presets presets;
    private final WindowStateFile window;
    private final EngineEnvironment environment;
    private final Models models;
    private final Object devicesLock = new Object();
    private @Nullable DeviceSampler sampler;
    private final Object chatsLock = new Object();
    private @Nullable Chats chats;

    OpenStudio(Installation installation, StudioHome home, InstantSource clock) {
        this.installation = installation;
        this.home = home;
        this.clock = clock;
        settings = Settings.open(home.settingsFile());
        presets = Presets.open(installation.assets().resolve("presets"), home.presetsFile());
        window = new WindowStateFile(home.windowFile());
        environment = environment(installation, settings);
        models = Models.open(installation, home, environment, settings, jobs);
    }

    private static EngineEnvironment environment(Installation installation, Settings settings) {
        Map<String, String> folders = new HashMap<>();
        Optional<Path> chosen = settings.get(EngineSettings.SECTION).llamaFolder();
        chosen.or(installation::ggmlRuntime).ifPresent(folder -> folders.put("ggml", folder.toString()));
        return new EngineEnvironment(folders);
    }

    @Override
    public Installation installation() {
        return installation;
    }

    @Override
    public StudioHome home() {
        return home;
    }

    @Override
    public EngineEnvironment environment() {
        return environment;
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
    public CompletableFuture<Optional<String>> sha256(Path model) {
        return models.hashes().of(model);
    }

    @Override
    public ModelSessions sessions() {
        return models.sessions();
    }

    @Override
    public LoadPlanner planner() {
        return models.planner();
    }

    @Override
    public DeviceBandwidths bandwidths() {
        return models.bandwidths();
    }

    @Override
    public DeviceSampler devices() {
        synchronized (devicesLock) {
            DeviceSampler watching = sampler;
            if (watching == null) {
                watching = DeviceSources.sampler();
                sampler = watching;
            }
            return watching;
        }
    }

    @Override
    public Job<List<EngineDevice>> findDevices() {
        Job<List<EngineDevice>> search = models.sessions().devices();
        var _ = search.result().thenAccept(found -> devices().seenByEngines(PhysicalDevices.cards(found)));
        return search;
    }

    @Override
    public Chats openChats() throws StudioException {
        synchronized (chatsLock) {
            Chats open = chats;
            if (open == null) {
                open = Chats.open(home, models, clock);
                chats = open;
            }
            return open;
        }
    }

    @Override
    public Optional<Chats> chats() {
        synchronized (chatsLock) {
            return Optional.ofNullable(chats);
        }
    }

    @Override
    public StoreRecovery recovery() {
        return new DatabaseRecovery(home, clock);
    }

    @Override
    public void close() {
        synchronized (chatsLock) {
            if (chats != null) {
                chats.close();
                chats = null;
            }
        }
        jobs.close();
        models.close();
        synchronized (devicesLock) {
            if (sampler != null) {
                sampler.close();
            }
        }
        window.close();
        presets.close();
        settings.close();
    }
}
