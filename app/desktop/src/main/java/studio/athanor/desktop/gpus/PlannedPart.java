package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.Placement;

/**
 * What one device would hold of a model, and what it does hold once the model is loaded that way.
 *
 * @param deviceId of an accelerator, or {@link HostBudget#ID}
 * @param name people's word for it; empty for the host
 * @param layers how many it gets
 * @param bytes what it would hold in all, with what the driver takes for it
 * @param bufferBytes what the engine would allocate, which can be compared
 * @param limitBytes what may be filled
 * @param freeBytes what nobody uses now
 * @param capacityBytes its memory; for the host, what is free
 * @param verdict whether it fits
 * @param actualBytes what the engine allocated; absent if the model is not loaded by this plan
 */
record PlannedPart(
        String deviceId,
        String name,
        int layers,
        long bytes,
        long bufferBytes,
        long limitBytes,
        long freeBytes,
        long capacityBytes,
        Placement.Verdict verdict,
        OptionalLong actualBytes) {

    private static final double TOLERATED_SHARE = 0.05;
    private static final long TOLERATED_BYTES = 256L << 20;

    /**
     * Returns every device's part, the host's first; devices that hold nothing are there too.
     *
     * @param actual what was allocated, by device; empty if the model is not loaded by this plan
     */
    static List<PlannedPart> of(PlannedLoad load, Map<String, Long> actual) {
        List<PlannedPart> parts = new ArrayList<>();
        for (String id : LayerSplit.of(load).slots()) {
            parts.add(part(load, id, actual));
        }
        return parts;
    }

    private static PlannedPart part(PlannedLoad load, String id, Map<String, Long> actual) {
        Long known = actual.get(id);
        OptionalLong taken = actual.isEmpty() ? OptionalLong.empty() : OptionalLong.of(known == null ? 0 : known);
        var device = load.request().devices().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        String name = device.map(DeviceBudget::name).orElse("");
        long limit = device.map(DeviceBudget::limitBytes)
                .orElse(load.request().host().limitBytes());
        long free =
                device.map(DeviceBudget::freeBytes).orElse(load.request().host().freeBytes());
        long capacity = device.map(DeviceBudget::capacityBytes).orElse(free);
        return load.placement()
                .stage(id)
                .map(stage -> new PlannedPart(
                        id,
                        name,
                        stage.layers(),
                        stage.bytes(),
                        stage.bytes() - stage.overheadBytes(),
                        limit,
                        free,
                        capacity,
                        stage.verdict(),
                        taken))
                .orElseGet(
                        () -> new PlannedPart(id, name, 0, 0, 0, limit, free, capacity, Placement.Verdict.FITS, taken));
    }

    /** Tells whether what was allocated is notably more or less than planned. */
    boolean differs() {
        if (actualBytes.isEmpty()) {
            return false;
        }
        double tolerated = Math.max(bufferBytes * TOLERATED_SHARE, TOLERATED_BYTES);
        return Math.abs(actualBytes.getAsLong() - bufferBytes) > tolerated;
    }

    boolean isHost() {
        return deviceId.equals(HostBudget.ID);
    }

    /** Tells whether there is anything to say of it. */
    boolean matters() {
        return bytes > 0 || actualBytes.orElse(0) > 0;
    }
}
