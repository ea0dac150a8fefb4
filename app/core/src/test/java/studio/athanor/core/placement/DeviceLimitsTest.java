package studio.athanor.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.gpumonitor.placement.Objective;

class DeviceLimitsTest {

    private final DeviceLimits limits =
            DeviceLimits.NONE.withReserve("pci:0000:01:00.0", 1L << 30).withExcluded("pci:0000:02:00.0", true);

    private final Map<String, String> keys =
            PhysicalDevices.keys(List.of(card("Vulkan0", "0000:01:00.0"), card("Vulkan1", "0000:02:00.0")));

    @Test
    void readsWhatItWrote() {
        var json = DeviceLimits.SECTION.write(limits);
        assertThat(DeviceLimits.SECTION.read(JsonFields.of(json, "devices"))).isEqualTo(limits);
    }

    @Test
    void joinsTheMachinesLimitsToAModelsWishes() {
        PlacementWishes wishes =
                new PlacementWishes(Objective.FEWEST_CARDS, Map.of("Vulkan0", 5L), Set.of("Vulkan2"), Set.of(), true);
        PlacementWishes joined = limits.joinedTo(wishes, keys);
        assertThat(joined.objective()).isEqualTo(Objective.FEWEST_CARDS);
        assertThat(joined.reserveBytes()).containsExactly(Map.entry("Vulkan0", 5L));
        assertThat(joined.excluded()).containsExactly("Vulkan1", "Vulkan2");
    }

    @Test
    void staysWithACardWhoseNumberChanges() {
        Map<String, String> swapped =
                PhysicalDevices.keys(List.of(card("Vulkan0", "0000:02:00.0"), card("Vulkan1", "0000:01:00.0")));

        PlacementWishes joined = limits.joinedTo(PlacementWishes.NONE, swapped);

        assertThat(joined.reserveBytes()).containsExactly(Map.entry("Vulkan1", 1L << 30));
        assertThat(joined.excluded()).containsExactly("Vulkan0");
    }

    @Test
    void limitsACardUnderEachOfItsNamesAndNoOtherCard() {
        Map<String, String> others = PhysicalDevices.keys(List.of(
                card("CUDA0", "0000:02:00.0"), card("Vulkan0", "0000:02:00.0"), card("Vulkan1", "0000:03:00.0")));

        assertThat(limits.joinedTo(PlacementWishes.NONE, others).excluded()).containsExactly("CUDA0", "Vulkan0");
        assertThat(limits.joinedTo(PlacementWishes.NONE, others).reserveBytes()).isEmpty();
    }

    private static EngineDevice card(String id, String bus) {
        return new EngineDevice(
                id, "A card", EngineDevice.Kind.GPU, OptionalLong.empty(), OptionalLong.empty(), Optional.of(bus));
    }

    @Test
    void putsSomethingOnAnExcludedDeviceThatTheModelAsksFor() {
        PlacementWishes wishes =
                new PlacementWishes(Objective.FASTEST_ANSWER, Map.of(), Set.of(), Set.of("Vulkan1"), true);
        assertThat(limits.joinedTo(wishes, keys).excluded()).isEmpty();
    }
}
