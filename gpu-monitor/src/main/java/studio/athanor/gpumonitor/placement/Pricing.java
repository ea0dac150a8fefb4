package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import studio.athanor.gpumonitor.placement.Placement.Stage;
import studio.athanor.gpumonitor.placement.Placement.Verdict;

/** Prices a plan: bytes and times of every stage. Linear in the number of layers. */
final class Pricing {

    private final PlacementRequest request;
    private final ModelDemand model;
    private Spread spread = Spread.MIXED;

    Pricing(PlacementRequest request) {
        this.request = request;
        model = request.model();
    }

    /** Prices a plan whose devices are there and whose layers are no more than the model's. */
    List<Stage> stages(LayerPlan plan) {
        spread = Spread.of(plan, model.layerCount());
        int first = model.layerCount() - plan.layers();
        List<Stage> stages = new ArrayList<>();
        stages.add(host(first, plan.expertsOnHost()));
        int start = first;
        for (LayerPlan.Share share : plan.shares()) {
            stages.add(accelerator(
                    device(share.deviceId()), start == first, start, start + share.layers(), plan.expertsOnHost()));
            start += share.layers();
        }
        stages.set(0, withVerdict(stages.getFirst(), SharedMemory.bytes(request, stages)));
        return stages;
    }

    /** The host has to have room for what devices take of its memory too. */
    private static Stage withVerdict(Stage host, long sharedBytes) {
        return sharedBytes == 0
                ? host
                : new Stage(
                        host.deviceId(),
                        host.firstLayer(),
                        host.layers(),
                        host.holdsOutput(),
                        host.expertLayers(),
                        host.weightBytes(),
                        host.cacheBytes(),
                        host.computeBytes(),
                        host.overheadBytes(),
                        host.limitBytes(),
                        host.freeBytes(),
                        host.seconds(),
                        verdict(host.bytes() + sharedBytes, host.limitBytes(), host.freeBytes()));
    }

    private DeviceBudget device(String id) {
        for (DeviceBudget device : request.devices()) {
            if (device.id().equals(id)) {
                return device;
            }
        }
        throw new IllegalStateException("unknown device " + id);
    }

    private Stage host(int layers, Set<Integer> experts) {
        HostBudget host = request.host();
        long weights = model.hostBytes();
        long cache = 0;
        long read = 0;
        int expertLayers = 0;
        for (int i = 0; i < layers; i++) {
            LayerDemand layer = model.layers().get(i);
            weights += layer.weightBytes();
            cache += layer.cacheBytes();
            read += layer.readBytes();
        }
        for (int i : experts) {
            if (i >= layers) {
                LayerDemand layer = model.layers().get(i);
                weights += layer.expertBytes();
                read += layer.expertReadBytes();
                expertLayers += layer.expertBytes() > 0 ? 1 : 0;
            }
        }
        long compute = model.computeOnHost(spread);
        return new Stage(
                HostBudget.ID,
                0,
                layers,
                layers == model.layerCount(),
                expertLayers,
                weights,
                cache,
                compute,
                0,
                host.limitBytes(),
                host.freeBytes(),
                read / host.bandwidth().bytesPerSecond(),
                verdict(weights + cache + compute, host.limitBytes(), host.freeBytes()));
    }

    private Stage accelerator(DeviceBudget device, boolean first, int start, int end, Set<Integer> experts) {
        long weights = 0;
        long cache = 0;
        long read = 0;
        int expertLayers = 0;
        for (int i = start; i < end; i++) {
            LayerDemand layer = model.layers().get(i);
            weights += layer.weightBytes();
            cache += layer.cacheBytes();
            read += layer.readBytes();
            if (layer.expertBytes() > 0 && experts.contains(i)) {
                weights -= layer.expertBytes();
                read -= layer.expertReadBytes();
                expertLayers++;
            }
        }
        boolean output = end == model.layerCount();
        long compute = model.computeOn(device.id(), first, output, end - start, spread);
        double hops = request.hopSeconds() * ((start > 0 ? 1 : 0) + 2 * expertLayers);
        return new Stage(
                device.id(),
                start,
                end - start,
                output,
                expertLayers,
                weights,
                cache,
                compute,
                device.overheadBytes(),
                device.limitBytes(),
                device.freeBytes(),
                read / device.bandwidth().bytesPerSecond() + hops,
                verdict(weights + cache + compute + device.overheadBytes(), device.limitBytes(), device.freeBytes()));
    }

    private static Verdict verdict(long bytes, long limit, long free) {
        return bytes <= limit ? Verdict.FITS : bytes <= free ? Verdict.TIGHT : Verdict.DOES_NOT_FIT;
    }
}
