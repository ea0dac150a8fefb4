package studio.athanor.core.presets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.StudioException;
import studio.athanor.core.testkit.TestStudio;
import studio.athanor.engines.spi.text.Sampling;

class PresetsTest {

    @TempDir
    private Path folder;

    private Presets open() {
        return Presets.open(TestStudio.installation().assets().resolve("presets"), folder.resolve("presets.json"));
    }

    @Test
    void bringsFourPresets() {
        try (Presets presets = open()) {
            assertThat(presets.all())
                    .extracting(Preset::name)
                    .containsExactly("Balanced", "Precise", "Creative", "Deterministic");
            assertThat(presets.find(Presets.BALANCED).orElseThrow().sampling().temperature())
                    .isEqualTo(0.7f);
            assertThat(presets.find("deterministic").orElseThrow().sampling().temperature())
                    .isZero();
        }
    }

    @Test
    void keepsTheUsersPresets() throws Exception {
        Sampling mine = Sampling.builder().temperature(0.42f).seed(7).build();
        try (Presets presets = open()) {
            presets.save("Mine", "For tests", mine);
            presets.save("Another", "", Sampling.defaults());
        }
        try (Presets presets = open()) {
            assertThat(presets.all().subList(4, 6)).extracting(Preset::name).containsExactly("Another", "Mine");
            Preset kept = presets.matching(mine.toBuilder().seed(8).build()).orElseThrow();
            assertThat(kept.name()).isEqualTo("Mine");
            assertThat(kept.sampling()).isEqualTo(mine);
            presets.delete(kept.id());
            presets.delete(Presets.BALANCED);
            assertThat(presets.all()).hasSize(5);
        }
    }

    @Test
    void refusesNamesThatCannotBe() {
        try (Presets presets = open()) {
            assertThatThrownBy(() -> presets.save(" ", "", Sampling.defaults()))
                    .isInstanceOf(StudioException.InputRejected.class);
            assertThatThrownBy(() -> presets.save("balanced", "", Sampling.defaults()))
                    .isInstanceOf(StudioException.InputRejected.class)
                    .hasMessageContaining("came with the program");
        }
    }
}
