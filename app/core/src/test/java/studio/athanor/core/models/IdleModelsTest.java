package studio.athanor.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.LoadedModel.MemoryUse;

class IdleModelsTest {

    private static final IdleModels.Need CARD = new IdleModels.Need(Duration.ZERO, Optional.of(Set.of("Vulkan0")));

    private final IdleModels idle = new IdleModels(() -> new IdleSettings(0, Set.of()));
    private final LoadedSession wanted = session("wanted");
    private final LoadedSession onProcessor = session("processor", new MemoryUse("CPU_Mapped", 900, 0, 0));
    private final LoadedSession onCard =
            session("card", new MemoryUse("CPU", 10, 0, 0), new MemoryUse("Vulkan0", 100, 0, 0));

    @Test
    void keepsModelsThatHoldNothingOfTheDevicesWhoseMemoryIsWanted() {
        assertThat(idle.leastValuable(List.of(wanted, onProcessor), wanted, CARD))
                .isEmpty();
        assertThat(idle.leastValuable(List.of(wanted, onProcessor, onCard), wanted, CARD))
                .contains(onCard);
    }

    @Test
    void letsAnyModelGoWhereMemoryRanOut() {
        assertThat(idle.leastValuable(List.of(wanted, onProcessor), wanted, IdleModels.Need.ANY_MEMORY))
                .contains(onProcessor);
    }

    @Test
    void keepsModelsThatWereUsedOfLate() {
        assertThat(idle.leastValuable(
                        List.of(wanted, onCard), wanted, new IdleModels.Need(Duration.ofDays(1), Optional.empty())))
                .isEmpty();
    }

    private static LoadedSession session(String name, MemoryUse... memory) {
        LoadedSession session = new LoadedSession(
                new ModelEntry(
                        new ModelRef("home:" + name),
                        Path.of(name),
                        name,
                        0,
                        ModelEntry.Origin.HOME,
                        new ModelEntry.Status.Unread()),
                ModelLoadSettings.defaults(),
                () -> {},
                () -> {});
        session.become(new SessionState.Ready(new LoadedModel(
                "fake",
                "fake 1",
                name,
                name,
                "llama",
                "fake",
                0,
                0,
                256,
                256,
                1,
                1,
                100,
                OptionalInt.empty(),
                Optional.empty(),
                Set.of(),
                List.of(memory),
                List.of())));
        return session;
    }
}
