package studio.athanor.data.work;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;

/** Where a recipe's models go if the person who runs it does not say. */
final class SlotDevices {

    private SlotDevices() {}

    /**
     * Puts as many layers on a card as a recipe wants, of those that the model has; the card is the one with the most free memory.
     * Where there is no card, or a person has laid out the model by hand, that stays. Blocks while devices are looked for.
     */
    static DeviceChoice of(Studio studio, ModelRef model, OptionalInt gpuLayers, DeviceChoice remembered)
            throws EngineException, InterruptedException {
        if (gpuLayers.isEmpty() || !(remembered instanceof DeviceChoice.Automatic)) {
            return remembered;
        }
        if (gpuLayers.getAsInt() == 0) {
            return new DeviceChoice.CpuOnly();
        }
        OptionalInt blocks = studio.library()
                .find(model.original())
                .flatMap(ModelEntry::facts)
                .map(facts -> facts.layers())
                .orElse(OptionalInt.empty());
        return choose(devices(studio), gpuLayers.getAsInt(), blocks).orElse(remembered);
    }

    /**
     * Lays layers out.
     *
     * @param blocks of the model; the output layer comes on top
     */
    static Optional<DeviceChoice> choose(List<EngineDevice> devices, int gpuLayers, OptionalInt blocks) {
        int most = blocks.isPresent() ? blocks.getAsInt() + 1 : DevicePlan.ALL_LAYERS;
        int layers = gpuLayers >= most ? DevicePlan.ALL_LAYERS : gpuLayers;
        return devices.stream()
                .filter(device -> device.kind() == EngineDevice.Kind.GPU && !LoadPlanner.isSoftware(device))
                .max(Comparator.comparingLong(device -> device.freeBytes().orElse(0)))
                .map(card ->
                        new DeviceChoice.Planned(new DevicePlan(List.of(new DevicePlan.Share(card.id(), layers)))));
    }

    private static List<EngineDevice> devices(Studio studio) throws EngineException, InterruptedException {
        try {
            return studio.findDevices().result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException("looking for devices failed", e.getCause());
        }
    }
}
