package studio.athanor.core.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.settings.Settings;
import studio.athanor.core.testkit.FakeOpener;
import studio.athanor.core.testkit.TestStudio;
import studio.athanor.engines.spi.job.Jobs;

@Timeout(60)
class ModelLibraryTest {

    @TempDir
    private Path folder;

    private StudioHome home;
    private Settings settings;
    private Models models;
    private ModelLibrary library;

    @BeforeEach
    void open() throws StudioException {
        home = StudioHome.open(folder.resolve("home"));
        settings = Settings.open(home.settingsFile());
        models = Models.open(TestStudio.installation(), home, settings, new Jobs(), FakeOpener.byHand());
        library = models.library();
    }

    @AfterEach
    void close() {
        models.close();
        settings.close();
    }

    private List<ModelEntry> scan() throws Exception {
        return library.rescan().result().get(30, TimeUnit.SECONDS);
    }

    private Path starterFile() {
        return library.starter().orElseThrow().file();
    }

    private ModelEntry entry(String name) throws Exception {
        return scan().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void knowsTheStarterModel() throws Exception {
        ModelEntry starter = library.starter().orElseThrow();
        assertThat(starter.origin()).isEqualTo(ModelEntry.Origin.STARTER);
        assertThat(starter.ref().value()).isEqualTo("starter:starter-chat/starter-chat.q8_0.gguf");
        assertThat(starter.facts().orElseThrow().chatTemplate()).isTrue();
        assertThat(starter.facts().orElseThrow().quantisation()).isEqualTo("Q8_0");
        assertThat(library.find(starter.ref())).contains(starter);
        assertThat(scan()).containsExactly(starter);
        assertThat(models.sessions().current()).contains(starter.ref());
    }

    @Test
    void listsGoodAndBadFilesOfTheStudiosFolder() throws Exception {
        Path good = home.models().resolve("deep/er/Good.gguf");
        Files.createDirectories(good.getParent());
        Files.copy(starterFile(), good);
        byte[] bytes = Files.readAllBytes(good);
        Files.write(home.models().resolve("cut.gguf"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(home.models().resolve("page.gguf"), "<!DOCTYPE html><html>not found</html>");
        Files.write(home.models().resolve("empty.gguf"), new byte[0]);
        Files.writeString(home.models().resolve("notes.txt"), "not a model");
        Files.createSymbolicLink(home.models().resolve("circle"), home.models());
        Files.createSymbolicLink(home.models().resolve("dangling.gguf"), folder.resolve("nowhere"));

        List<ModelEntry> found = scan();
        assertThat(found)
                .extracting(ModelEntry::name)
                .containsExactly("cut", "empty", "Good", "page", "starter-chat.q8_0");
        assertThat(entry("Good").status()).isInstanceOf(ModelEntry.Status.Usable.class);
        assertThat(entry("Good").ref().value()).isEqualTo("home:deep/er/Good.gguf");
        for (String bad : List.of("cut", "empty", "page")) {
            assertThat(entry(bad).status()).isInstanceOfSatisfying(ModelEntry.Status.Rejected.class, rejected -> {
                assertThat(rejected.message()).contains(bad + ".gguf");
                assertThat(rejected.remedy()).isNotBlank();
            });
        }
    }

    @Test
    void noticesFilesThatChangeAndGo() throws Exception {
        Path file = home.models().resolve("model.gguf");
        Files.writeString(file, "not yet");
        assertThat(entry("model").status()).isInstanceOf(ModelEntry.Status.Rejected.class);
        Files.copy(starterFile(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(entry("model").status()).isInstanceOf(ModelEntry.Status.Usable.class);
        Files.delete(file);
        assertThat(scan()).extracting(ModelEntry::name).doesNotContain("model");
    }

    @Test
    void addsWhatTheUserOpensAndShowsItAsMissingWhenItIsGone() throws Exception {
        Path file = folder.resolve("My model.gguf");
        Files.copy(starterFile(), file);
        ModelEntry opened = library.open(file);
        assertThat(opened.origin()).isEqualTo(ModelEntry.Origin.ADDED);
        assertThat(scan()).contains(opened);

        close();
        open();
        assertThat(entry("My model").ref()).isEqualTo(opened.ref());
        Files.delete(file);
        assertThat(entry("My model").status()).isInstanceOf(ModelEntry.Status.Missing.class);
        library.forget(opened.ref());
        assertThat(scan()).hasSize(1);
    }

    @Test
    void addsWholeFolders() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        assertThatThrownBy(() -> library.open(models))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("no model in the folder");
        Files.copy(starterFile(), models.resolve("one.gguf"));
        Files.copy(starterFile(), models.resolve("two.gguf"));
        assertThat(library.open(models).name()).isEqualTo("one");
        assertThat(scan()).extracting(ModelEntry::name).contains("one", "two");
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoModel() throws Exception {
        Path text = Files.writeString(folder.resolve("letter.txt"), "Dear model");
        assertThatThrownBy(() -> library.open(text))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("letter.txt");
        assertThatThrownBy(() -> library.open(folder.resolve("nothing.gguf")))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("does not exist");
        assertThat(scan()).hasSize(1);
    }

    @Test
    void listsAModelOnceHoweverItIsReached() throws Exception {
        Path file = home.models().resolve("model.gguf");
        Files.copy(starterFile(), file);
        Files.createSymbolicLink(folder.resolve("link.gguf"), file);
        library.open(folder.resolve("link.gguf"));
        assertThat(scan()).extracting(ModelEntry::name).containsExactly("model", "starter-chat.q8_0");
    }

    @Test
    void rejectsAModelWhosePartsAreMissing() throws Exception {
        Files.copy(starterFile(), home.models().resolve("big-00001-of-00002.gguf"));
        ModelEntry big = entry("big");
        assertThat(big.status())
                .isInstanceOfSatisfying(
                        ModelEntry.Status.Rejected.class,
                        rejected -> assertThat(rejected.message()).contains("big-00002-of-00002.gguf"));
    }

    @Test
    void tellsObserversWhatItFinds() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        var _ = library.observe(found -> sizes.add(found.size()));
        Files.copy(starterFile(), home.models().resolve("model.gguf"));
        scan();
        assertThat(sizes.getLast()).isEqualTo(2);
    }

    @Test
    void refusesNamesThatLeaveTheirFolder() {
        assertThat(library.find(new ModelRef("home:../../secret.gguf"))).isEmpty();
        assertThat(library.find(new ModelRef("starter:../../../pom.xml"))).isEmpty();
        assertThat(library.find(new ModelRef("file:relative.gguf"))).isEmpty();
        assertThat(library.find(new ModelRef("nonsense"))).isEmpty();
        assertThat(library.find(new ModelRef("file:\0"))).isEmpty();
    }
}
