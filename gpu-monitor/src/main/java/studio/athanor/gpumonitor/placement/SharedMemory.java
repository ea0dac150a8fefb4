package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import studio.athanor.gpumonitor.placement.Placement.Stage;

/**
 * The host's memory as devices without memory of their own draw on it too. The searches know what each may fill, not what all
 * may fill together, so that where a plan takes too much the memory is divided between them and searched again.
 */
final class SharedMemory {

    private SharedMemory() {}

    /** Returns what devices would hold of the host's memory. */
    static long bytes(PlacementRequest request, List<Stage> stages) {
        long bytes = 0;
        for (DeviceBudget device : request.devices()) {
            if (device.sharesHost()) {
                for (Stage stage : stages) {
                    bytes += stage.deviceId().equals(device.id()) ? stage.bytes() : 0;
                }
            }
        }
        return bytes;
    }

    /**
     * Returns requests whose plans cannot take too much together: the devices may fill what they held, or the host what it held,
     * or the devices nothing, which leaves no less room than any other division.
     *
     * @param plan the best one if each had its memory for itself
     * @return empty if that plan does not take too much
     */
    static List<PlacementRequest> divisions(PlacementRequest request, LayerPlan plan) {
        if (request.devices().stream().noneMatch(DeviceBudget::sharesHost)) {
            return List.of();
        }
        List<Stage> stages = new Pricing(request).stages(plan);
        long onDevices = bytes(request, stages);
        long onHost = stages.getFirst().bytes();
        long limit = request.host().limitBytes();
        if (onDevices + onHost <= limit) {
            return List.of();
        }
        return LongStream.of(limit - onDevices, onHost, limit)
                .filter(bytes -> bytes >= 0)
                .mapToObj(bytes -> divided(request, bytes))
                .toList();
    }

    private static PlacementRequest divided(PlacementRequest request, long onHost) {
        HostBudget host = request.host();
        long left = host.limitBytes() - onHost;
        List<DeviceBudget> devices = new ArrayList<>();
        for (DeviceBudget device : request.devices()) {
            if (device.sharesHost()) {
                long share = Math.min(left, device.limitBytes());
                left -= share;
                devices.add(device.withFreeBytes(device.reserveBytes() + share));
            } else {
                devices.add(device);
            }
        }
        return request.withDevices(devices).withHost(host.withFreeBytes(host.reserveBytes() + onHost));
    }
}
