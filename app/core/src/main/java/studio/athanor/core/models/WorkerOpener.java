package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.home.Installation;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.engines.worker.WorkerSettings;

/** Opens engines in worker processes. Nothing is prepared before the first question. */
final class WorkerOpener implements EngineOpener {

    /** Names the archive that a worker makes when it ends; set by the installer only. */
    private static final String MAKE_ARCHIVE = "athanor.worker.archive";

    private final Path privateFolder;
    private final EngineEnvironment environment;
    private final Installation installation;
    private @Nullable WorkerEngines engines;

    WorkerOpener(Path privateFolder, EngineEnvironment environment, Installation installation) {
        this.privateFolder = privateFolder;
        this.environment = environment;
        this.installation = installation;
    }

    private synchronized WorkerEngines engines() {
        WorkerEngines known = engines;
        if (known == null) {
            known = new WorkerEngines(
                    WorkerSettings.ofThisProgram(privateFolder, environment).withJvmOptions(archiveOptions()));
            engines = known;
        }
        return known;
    }

    /** Lets workers use the archive of class data, or make it while the program is being laid out. */
    private List<String> archiveOptions() {
        @Nullable String made = System.getProperty(MAKE_ARCHIVE);
        return made != null
                ? List.of("-XX:ArchiveClassesAtExit=" + made)
                : installation
                        .workerArchive()
                        .map(archive -> List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"))
                        .orElse(List.of());
    }

    @Override
    public List<EngineProvider> providers() {
        return engines().providers();
    }

    @Override
    public Availability availability(EngineProvider provider) {
        return engines().availability(provider.id());
    }

    @Override
    public List<EngineDevice> devices(EngineProvider provider) throws EngineException, InterruptedException {
        return engines().devices(provider.id());
    }

    @Override
    public Map<String, Long> measureCompute(EngineProvider provider, OpenRequest request)
            throws EngineException, InterruptedException {
        return engines().measureCompute(provider.id(), request);
    }

    @Override
    public Optional<MeasuredBandwidth> measureBandwidth(EngineProvider provider, String deviceId)
            throws EngineException, InterruptedException {
        return engines().measureBandwidth(provider.id(), deviceId);
    }

    @Override
    public Engine open(EngineProvider provider, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        return engines().open(provider.id(), request, observer);
    }

    @Override
    public void close() {
        @Nullable WorkerEngines opened;
        synchronized (this) {
            opened = engines;
        }
        if (opened != null) {
            opened.close();
        }
    }
}
