package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.DataException;
import studio.athanor.desktop.data.RecipeShelf.Origin;
import studio.athanor.desktop.data.RecipeShelf.Place;

@SuppressWarnings("NullAway.Init") // set before each test
class RecipeShelfTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-28T09:00:00Z");
    private Path shipped;
    private Path own;
    private Trash trash;
    private RecipeShelf shelf;

    @BeforeEach
    void makeShelf() throws Exception {
        shipped = folder.resolve("assets");
        own = folder.resolve("home");
        trash = new Trash(folder.resolve("trash"), () -> now);
        shelf = new RecipeShelf(shipped, own, trash);
        Path tickets = Files.createDirectories(shipped.resolve("tickets"));
        Files.writeString(tickets.resolve("recipe.yaml"), SampleRecipes.TICKETS);
        Files.writeString(tickets.resolve("words.csv"), "word\ntea\n");
    }

    @Test
    void listsTheUsersOwnBeforeThoseThatCameWithTheProgram() throws Exception {
        Path mine = shelf.create("mine", "athanor-recipe: 1\n");
        Files.writeString(own.resolve("loose.yaml"), "athanor-recipe: 1\n");
        Files.writeString(own.resolve("notes.txt"), "nothing");
        assertThat(shelf.list())
                .containsExactly(
                        new Place(own.resolve("loose.yaml"), Origin.OWN),
                        new Place(mine, Origin.OWN),
                        new Place(shipped.resolve("tickets").resolve("recipe.yaml"), Origin.SHIPPED));
    }

    @Test
    void copiesARecipeWithTheFilesThatItNeeds() throws Exception {
        Path copy = shelf.duplicate(shipped.resolve("tickets").resolve("recipe.yaml"));
        assertThat(copy)
                .isEqualTo(own.resolve("tickets").resolve("recipe.yaml"))
                .hasContent(SampleRecipes.TICKETS);
        assertThat(own.resolve("tickets").resolve("words.csv")).exists();
        assertThat(shelf.duplicate(copy)).isEqualTo(own.resolve("tickets-2").resolve("recipe.yaml"));
    }

    @Test
    void namesTheSchemaOfAShippedRecipeFromWhereItsCopyLies() throws Exception {
        Path recipe = Files.createDirectories(shipped.resolve("tea")).resolve("recipe.yaml");
        Files.writeString(recipe, "# yaml-language-server: $schema=../schema.json\nname: tea\n");

        assertThat(shelf.duplicate(recipe))
                .hasContent("# yaml-language-server: $schema="
                        + shipped.resolve("schema.json").toUri() + "\nname: tea\n");
    }

    @Test
    void copiesOnlyTheRecipeOutOfAFolderOfOtherThings() throws Exception {
        Path downloads = Files.createDirectories(folder.resolve("downloads"));
        Files.writeString(downloads.resolve("other.bin"), "large");
        Files.writeString(downloads.resolve("tea.yaml"), SampleRecipes.TICKETS);
        Path copy = shelf.duplicate(downloads.resolve("tea.yaml"));
        assertThat(copy).isEqualTo(own.resolve("tea").resolve("recipe.yaml")).exists();
        try (var files = Files.list(own.resolve("tea"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void bringsBackWhatWasThrownAway() throws Exception {
        Path mine = shelf.create("mine", "athanor-recipe: 1\n");
        Trash.Thrown thrown = shelf.trash(mine);
        assertThat(own.resolve("mine")).doesNotExist();
        trash.restore(thrown);
        assertThat(mine).hasContent("athanor-recipe: 1\n");
    }

    @Test
    void emptiesTheTrashAfterThirtyDays() throws Exception {
        Trash.Thrown old = shelf.trash(shelf.create("old", "x"));
        now = now.plus(Duration.ofDays(20));
        Trash.Thrown young = shelf.trash(shelf.create("young", "x"));
        now = now.plus(Duration.ofDays(11));
        trash.empty();
        assertThat(old.to()).doesNotExist();
        assertThat(young.to()).exists();
    }

    @Test
    void saysWhatCannotBeReadAndWhatToDo() {
        assertThatThrownBy(() -> shelf.read(own.resolve("missing.yaml")))
                .isInstanceOfSatisfying(DataException.FileFailed.class, failure -> {
                    assertThat(failure).hasMessageContaining("missing.yaml");
                    assertThat(failure.remedy()).isNotBlank();
                });
    }
}
