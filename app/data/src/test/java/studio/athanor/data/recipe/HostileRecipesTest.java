package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe may come from anywhere: whatever it holds, it is read or refused, and soon. */
final class HostileRecipesTest {

    private static final String SPICE = "{}[]:,-?&*!|>'\"%@`#\n\t \\\u0000\ufffe\ud83d0~<";

    @TempDir
    Path folder;

    @Test
    void isReadOrRefusedWhateverIsChangedInIt() {
        Random random = new Random(8);
        for (int i = 0; i < 3000; i++) {
            StringBuilder source = new StringBuilder(RecipeTexts.FULL);
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                change(source, random);
            }

            RecipeFile.Parsed parsed = RecipeFile.parse(source.toString(), "r.yaml");
            RecipeChecker.check(parsed, folder);

            assertThat(parsed.recipe().isPresent() || !parsed.problems().isEmpty())
                    .isTrue();
        }
    }

    private static void change(StringBuilder source, Random random) {
        int at = random.nextInt(source.length());
        switch (random.nextInt(4)) {
            case 0 -> source.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
            case 1 -> source.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
            case 2 -> source.delete(at, Math.min(source.length(), at + random.nextInt(1, 20)));
            default -> {
                int from = random.nextInt(source.length());
                source.insert(at, source.substring(from, Math.min(source.length(), from + random.nextInt(1, 60))));
            }
        }
    }

    @Test
    void staysQuickWhereItIsAsLargeAsAllowed() {
        StringBuilder source = new StringBuilder(RecipeTexts.recipe("columns:\n"));
        for (int i = 0; i < 1000; i++) {
            source.append("- {name: c%d, type: expression, template: \"%s{{ c%d }}\"}\n"
                    .formatted(i, "x".repeat(900), i + 1));
        }

        RecipeFile.Parsed parsed =
                Assertions.assertTimeout(Duration.ofSeconds(20), () -> RecipeFile.parse(source.toString(), "r.yaml"));

        assertThat(parsed.recipe()).isPresent();
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> RecipeChecker.check(parsed, folder));
    }

    @Test
    void refusesMoreColumnsThanATableHas() {
        String source = RecipeTexts.recipe("columns:\n" + "- {name: a, type: uuid, when: b}\n".repeat(5000));

        assertThat(RecipeChecker.check(RecipeFile.parse(source, "r.yaml"), folder))
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("1000 columns at most"));
    }

    @Test
    void tellsNoMoreThanAnybodyReads() {
        String source = RecipeTexts.recipe("columns:\n" + "- {name: a, typ: b}\n".repeat(5000));

        assertThat(RecipeFile.parse(source, "r.yaml").problems()).hasSize(200);
    }
}
