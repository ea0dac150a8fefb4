package studio.athanor.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.gpumonitor.placement.Objective;

class DeviceLimitsTest {

    private final DeviceLimits limits =
            DeviceLimits.NONE.withReserve("Vulkan0", 1L << 30).withExcluded("Vulkan1", true);

    @Test
    void readsWhatItWrote() {
        var json = DeviceLimits.SECTION.write(limits);
        assertThat(DeviceLimits.SECTION.read(JsonFields.of(json, "devices"))).isEqualTo(limits);
    }

    @Test
    void joinsTheMachinesLimitsToAModelsWishes() {
        PlacementWishes wishes =
                new PlacementWishes(Objective.FEWEST_CARDS, Map.of("Vulkan0", 5L), Set.of("Vulkan2"), Set.of(), true);
        PlacementWishes joined = limits.joinedTo(wishes);
        assertThat(joined.objective()).isEqualTo(Objective.FEWEST_CARDS);
        assertThat(joined.reserveBytes()).containsExactly(Map.entry("Vulkan0", 5L));
        assertThat(joined.excluded()).containsExactly("Vulkan1", "Vulkan2");
    }

    @Test
    void putsSomethingOnAnExcludedDeviceThatTheModelAsksFor() {
        PlacementWishes wishes =
                new PlacementWishes(Objective.FASTEST_ANSWER, Map.of(), Set.of(), Set.of("Vulkan1"), true);
        assertThat(limits.joinedTo(wishes).excluded()).isEmpty();
    }
}
