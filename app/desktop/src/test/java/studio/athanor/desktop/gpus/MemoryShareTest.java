package studio.athanor.desktop.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.gpus.MemoryShare.Part;

class MemoryShareTest {

    private static final long GIB = 1L << 30;

    @Test
    void namesOurModelsThenProgramsThenTheRest() {
        MemoryShare share = MemoryShare.of(
                OptionalLong.of(24 * GIB),
                OptionalLong.of(14 * GIB),
                List.of(new Part("qwen", 9 * GIB, true)),
                List.of(new Part("firefox", 2 * GIB, false)));
        assertThat(share.parts())
                .containsExactly(
                        new Part("qwen", 9 * GIB, true),
                        new Part("firefox", 2 * GIB, false),
                        new Part("", 3 * GIB, false));
        assertThat(share.heldBytes()).isEqualTo(14 * GIB);
        assertThat(share.fraction(6 * GIB)).isEqualTo(0.25);
    }

    @Test
    void believesOurModelsMoreThanAReadingThatIsOlder() {
        MemoryShare share = MemoryShare.of(
                OptionalLong.of(24 * GIB), OptionalLong.of(GIB), List.of(new Part("qwen", 9 * GIB, true)), List.of());
        assertThat(share.heldBytes()).isEqualTo(9 * GIB);
        assertThat(share.parts()).hasSize(1);
    }

    @Test
    void knowsOnlyOurModelsWhereACardDoesNotTellWhatIsUsed() {
        MemoryShare share = MemoryShare.of(
                OptionalLong.of(24 * GIB), OptionalLong.empty(), List.of(new Part("qwen", 9 * GIB, true)), List.of());
        assertThat(share.usedBytes()).isEmpty();
        assertThat(share.heldBytes()).isEqualTo(9 * GIB);
    }

    @Test
    void writesMemoryAsTheVendorsToolsDo() {
        assertThat(Gibibytes.of(14 * GIB + GIB / 5, 24 * GIB)).isEqualTo("14.2 / 24.0 GiB");
        assertThat(Gibibytes.text(12L << 20)).isEqualTo("12 MiB");
    }
}
