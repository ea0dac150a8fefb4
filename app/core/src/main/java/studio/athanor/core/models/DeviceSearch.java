package studio.athanor.core.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;

/** Finds the devices of this machine by asking a process of each engine, once and whenever it is wanted. Thread-safe. */
final class DeviceSearch {

    private static final Logger log = LoggerFactory.getLogger(DeviceSearch.class);

    private final EngineOpener opener;
    private final Jobs jobs;
    private @Nullable Job<List<EngineDevice>> last;

    DeviceSearch(EngineOpener opener, Jobs jobs) {
        this.opener = opener;
        this.jobs = jobs;
    }

    /** Returns the search that runs or the last one that succeeded, or begins one. */
    synchronized Job<List<EngineDevice>> known() {
        Job<List<EngineDevice>> search = last;
        return search != null && (search.state() == Job.State.RUNNING || search.state() == Job.State.DONE)
                ? search
                : again();
    }

    /** Waits for the devices that are known, or are being looked for. */
    List<EngineDevice> await() throws EngineException, InterruptedException {
        try {
            return known().result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException("looking for devices failed", e.getCause());
        }
    }

    /** Begins a search. */
    synchronized Job<List<EngineDevice>> again() {
        Job<List<EngineDevice>> search = jobs.start("Look for devices", _ -> findDevices());
        last = search;
        return search;
    }

    private List<EngineDevice> findDevices() throws EngineException, InterruptedException {
        Map<String, EngineDevice> found = new LinkedHashMap<>();
        @Nullable EngineException failure = null;
        for (EngineProvider provider : opener.providers()) {
            if (opener.availability(provider) instanceof Availability.Unavailable(String reason, String remedy)) {
                failure = new EngineException.RuntimeUnavailable(reason, remedy, null);
                continue;
            }
            try {
                for (EngineDevice device : devices(provider)) {
                    found.putIfAbsent(device.id(), device);
                }
            } catch (EngineException e) {
                log.warn("{} cannot look for devices; those of other engines count: {}", provider.id(), e.getMessage());
                failure = e;
            }
        }
        if (found.isEmpty() && failure != null) {
            throw failure;
        }
        return List.copyOf(found.values());
    }

    /** Runtimes of cards fail to start now and then: what works the second time is no more than noted. */
    private List<EngineDevice> devices(EngineProvider provider) throws EngineException, InterruptedException {
        try {
            return opener.devices(provider);
        } catch (EngineException.WorkerDied e) {
            log.warn("The search for devices of {} is tried again: {}", provider.id(), e.getMessage());
            return opener.devices(provider);
        }
    }
}
