package studio.athanor.gpumonitor.device;

import java.util.List;
import java.util.Optional;

/**
 * A card, and every engine's name for it.
 *
 * @param identity the card
 * @param seenAs how engines see it; empty if none does, several if a card is reached through several runtimes
 */
public record GpuDevice(DeviceIdentity identity, List<EngineSeenDevice> seenAs) {

    public GpuDevice {
        seenAs = List.copyOf(seenAs);
    }

    /** Returns {@link DeviceIdentity#key()}. */
    public String key() {
        return identity.key();
    }

    /** Returns the first of an engine's names for this card. */
    public Optional<String> idFor(String engine) {
        return seenAs.stream()
                .filter(seen -> seen.engine().equals(engine))
                .map(EngineSeenDevice::id)
                .findFirst();
    }
}
