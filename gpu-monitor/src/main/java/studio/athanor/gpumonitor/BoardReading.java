package studio.athanor.gpumonitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import studio.athanor.gpumonitor.reading.HostMemory;

/**
 * One look at everything.
 *
 * @param at when
 * @param devices the cards, by their place on the bus, then the devices that only engines see
 * @param host the host's memory
 * @param sources how the sources are doing
 */
public record BoardReading(Instant at, List<DeviceReading> devices, HostMemory host, List<SourceStatus> sources) {

    public BoardReading {
        devices = List.copyOf(devices);
        sources = List.copyOf(sources);
    }

    /** Returns a card by its key. */
    public Optional<DeviceReading> device(String key) {
        return devices.stream().filter(each -> each.device().key().equals(key)).findFirst();
    }

    /** Returns a card by an engine's name for it. */
    public Optional<DeviceReading> device(String engine, String id) {
        return devices.stream()
                .filter(each -> each.device().seenAs().stream()
                        .anyMatch(seen ->
                                seen.engine().equals(engine) && seen.id().equals(id)))
                .findFirst();
    }

    /** Tells whether all sources have found their cards or said that they have none. */
    public boolean isSettled() {
        return sources.stream().noneMatch(status -> status.state() == SourceStatus.State.OPENING);
    }
}
