package studio.athanor.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.data.recipe.RecipeChecker;
import studio.athanor.data.run.EnergyMeter;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.Run;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunRooms;
import studio.athanor.data.run.RunSettings;
import studio.athanor.data.run.RunStatus;

/** Holds the guide to datasets to the program: its recipes are checked, and the one without a model is run. */
final class DatasetsGuideTest {

    @TempDir
    private Path folder;

    private static Stream<String> blocks(String language) throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("athanor.project.root"), "docs", "datasets.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(block -> block.group(1));
    }

    static Stream<String> recipes() throws IOException {
        return blocks("yaml");
    }

    @BeforeEach
    void layOutFiles() throws IOException {
        Files.writeString(
                folder.resolve("products.csv"), blocks("csv").findFirst().orElseThrow());
        Files.writeString(Files.createDirectory(folder.resolve("manuals")).resolve("kettle.md"), "# The kettle\n");
    }

    private Path file(String recipe) throws IOException {
        return Files.writeString(folder.resolve("recipe.yaml"), recipe);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void hasRecipesThatNothingIsWrongWith(String recipe) throws Exception {
        assertThat(RecipeChecker.check(file(recipe))).isEmpty();
    }

    @Test
    void hasAFirstRecipeThatRunsWithoutAModel() throws Exception {
        RunOrder order = RunOrder.read(file(recipes().findFirst().orElseThrow()), OptionalLong.empty());
        try (RunRooms rooms = RunRooms.open(order, _ -> List.of(), Optional.empty());
                Run run = Run.create(
                        folder.resolve("run"),
                        order,
                        rooms.parts(List.of(), EnergyMeter.NONE),
                        RunSettings.defaults())) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(60);
            assertThat(run.store()
                            .count(new RowFilter(
                                    Optional.empty(), Optional.empty(), Map.of("item", "lamp"), Optional.empty())))
                    .isEqualTo(20);
        }
    }
}
