package studio.athanor.gpumonitor.placement;

import java.util.Arrays;
import java.util.List;

/**
 * A request as numbers, with running sums over the layers, so that any range of layers is priced in constant time.
 * Excluded devices are left out. Scratch is that of one way to spread a plan, and only plans of that way are right.
 */
final class Terms {

    static final int FREE = -1;
    static final int NOBODY = -1;
    static final int HOST = -2;

    private static final double ROUNDING = 1e-9;

    final PlacementRequest request;
    final Spread spread;
    final int layers;
    final List<DeviceBudget> devices;

    /** Sums over the layers before an index. */
    final long[] bytes;

    final long[] weights;
    final long[] read;

    /** Room for layers and scratch: the limit less the overhead; may be negative. */
    final long[] room;

    final long[] compute;
    final long[] outputCompute;
    final double[] secondsPerByte;
    final double hostSecondsPerByte;
    final long hostRoom;

    /** Layers that a device must take, or {@link #FREE}. */
    final int[] count;

    final int hostCount;
    final int mustUse;

    /** Index of the device that a layer is pinned to, {@link #HOST} or {@link #NOBODY}. */
    final int[] pinnedTo;

    final double hop;

    Terms(PlacementRequest request, Spread spread) {
        this.request = request;
        this.spread = spread;
        ModelDemand model = request.model();
        layers = model.layerCount();
        devices = request.devices().stream().filter(d -> !d.excluded()).toList();
        bytes = new long[layers + 1];
        weights = new long[layers + 1];
        read = new long[layers + 1];
        for (int i = 0; i < layers; i++) {
            LayerDemand layer = model.layers().get(i);
            bytes[i + 1] = bytes[i] + layer.bytes();
            weights[i + 1] = weights[i] + layer.weightBytes();
            read[i + 1] = read[i] + layer.readBytes();
        }
        int n = devices.size();
        room = new long[n];
        compute = new long[n];
        outputCompute = new long[n];
        secondsPerByte = new double[n];
        count = new int[n];
        int must = 0;
        for (int d = 0; d < n; d++) {
            DeviceBudget device = devices.get(d);
            room[d] = device.limitBytes() - device.overheadBytes();
            compute[d] = model.mostComputeOn(device.id(), false, spread);
            outputCompute[d] = model.mostComputeOn(device.id(), true, spread);
            secondsPerByte[d] = 1 / device.bandwidth().bytesPerSecond();
            count[d] = request.layerCounts().getOrDefault(device.id(), FREE);
            if (device.pinned() || count[d] > 0) {
                must |= 1 << d;
            }
        }
        hostSecondsPerByte = 1 / request.host().bandwidth().bytesPerSecond();
        hostRoom = request.host().limitBytes() - model.hostBytes() - model.computeOnHost(spread);
        hostCount = request.layerCounts().getOrDefault(HostBudget.ID, FREE);
        pinnedTo = pins(request, devices, layers);
        for (int owner : pinnedTo) {
            if (owner >= 0) {
                must |= 1 << owner;
            }
        }
        mustUse = must;
        hop = request.hopSeconds();
    }

    private static int[] pins(PlacementRequest request, List<DeviceBudget> devices, int layers) {
        int[] owners = new int[layers];
        Arrays.fill(owners, NOBODY);
        for (LayerPin pin : request.pins()) {
            int owner = indexOf(pin.deviceId(), devices);
            Arrays.fill(owners, pin.firstLayer(), pin.lastLayer() + 1, owner);
        }
        return owners;
    }

    static int indexOf(String deviceId, List<DeviceBudget> devices) {
        for (int d = 0; d < devices.size(); d++) {
            if (devices.get(d).id().equals(deviceId)) {
                return d;
            }
        }
        return HOST;
    }

    /** Returns what a device must hold besides its layers. */
    long scratch(int device, int end) {
        return end == layers ? outputCompute[device] : compute[device];
    }

    /** Returns whether the host may hold the layers before an index, and no others. */
    boolean hostMayTake(int first) {
        if (spread != Spread.MIXED && first > 0) {
            return false;
        }
        if (first > 0 && !request.host().computes()) {
            return false;
        }
        if (hostCount != FREE && hostCount != first) {
            return false;
        }
        if (bytes[first] > hostRoom) {
            return false;
        }
        for (int i = 0; i < layers; i++) {
            if (pinnedTo[i] != NOBODY && (i < first) != (pinnedTo[i] == HOST)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first layer from an index on that is pinned to somebody else than a device. */
    int pinLimit(int device, int from) {
        for (int i = from; i < layers; i++) {
            if (pinnedTo[i] != NOBODY && pinnedTo[i] != device) {
                return i;
            }
        }
        return layers;
    }

    /** Returns, for each number of layers placed, the least time in which anybody could read the others. */
    double[] leastSeconds() {
        double fastest = hostSecondsPerByte;
        for (double perByte : secondsPerByte) {
            fastest = Math.min(fastest, perByte);
        }
        double[] least = new double[layers + 1];
        for (int i = 0; i <= layers; i++) {
            least[i] = (read[layers] - read[i]) * fastest * (1 - ROUNDING);
        }
        return least;
    }

    /** Returns a number of seconds that no plan's cost reaches. */
    double beyondAnyCost() {
        double slowest = hostSecondsPerByte;
        for (double perByte : secondsPerByte) {
            slowest = Math.max(slowest, perByte);
        }
        return 2 * (read[layers] * slowest + hop * (devices.size() + 2.0 * layers + 1)) + 1e-3;
    }
}
