package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;

@Timeout(60)
class RunFolderTest {

    private static final RunSettings SETTINGS = RunSettings.defaults();

    private final RunOrder order = Recipes.usual().order(20);
    private final RunParts parts = Parts.of(new FakeCells(1), RowJudge.LENIENT, 4);

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void name() {
        folder = home.resolve("räume & co?").resolve("run #1");
    }

    private void make() throws Exception {
        try (Run run = Run.create(folder, order, parts, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    @Test
    void keepsTheRecipeAsItWasRun() throws Exception {
        make();
        assertThat(folder.resolve("recipe.yaml")).hasContent("name: test");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("recipe.yaml", "run.db", "run.lock");
        }
    }

    @Test
    void refusesToBeginWhereARunIs() throws Exception {
        make();
        assertThatThrownBy(() -> Run.create(folder, order, parts, SETTINGS))
                .hasMessageContaining("There is a run in")
                .extracting(e -> ((DataException) e).remedy())
                .isEqualTo("Resume it, or choose another folder.");
    }

    @Test
    void refusesAnotherRecipe() throws Exception {
        make();
        RunOrder other =
                new RunOrder(order.recipe(), "0ther", order.order(), order.source(), order.folder(), order.rows());
        assertThatThrownBy(() -> Run.resume(folder, other, parts, SETTINGS))
                .hasMessageContaining("was begun with another recipe than test");
    }

    @Test
    void refusesAnotherModel() throws Exception {
        make();
        SlotModel other = new SlotModel("writer", "other.gguf", "ffff", "Q4_K", "llama.cpp 0.5.0", "cd34");
        assertThatThrownBy(() -> Run.resume(folder, order, with(List.of(other)), SETTINGS))
                .hasMessageContaining("begun with the model tiny.gguf (SHA-256 ab12) in the slot writer")
                .hasMessageContaining("other.gguf is another file");
        assertThatThrownBy(() -> Run.resume(folder, order, with(List.of()), SETTINGS))
                .hasMessageContaining("no model is given to it now");
    }

    private RunParts with(List<SlotModel> models) {
        return with(models, SourceFiles.NONE);
    }

    private RunParts with(List<SlotModel> models, SourceFiles sources) {
        return new RunParts(
                parts.maker(),
                parts.judge(),
                parts.novelty(),
                parts.dealer(),
                Map.of("writer", new Lane("writer", 4)),
                models,
                sources,
                EnergyMeter.NONE);
    }

    @Test
    void refusesASourceFileThatWasChanged() throws Exception {
        List<SlotModel> models = parts.models();
        FileFingerprint shop = new FileFingerprint("seeds/shop.csv", 40, "ab12");
        Run.create(folder, order, with(models, () -> List.of(shop)), SETTINGS).close();

        assertThatThrownBy(() -> Run.resume(
                        folder,
                        order,
                        with(models, () -> List.of(new FileFingerprint("seeds/shop.csv", 52, "cd34"))),
                        SETTINGS))
                .isInstanceOf(DataException.RunStopped.class)
                .hasMessageStartingWith("The file " + Path.of("seeds/shop.csv") + " is not what it was when the run in")
                .hasMessageEndingWith("began: it has 52 bytes now, and had 40.")
                .extracting(e -> ((DataException) e).remedy())
                .isEqualTo("Put the file back as it was and resume, or begin a new run in another folder.");
        assertThatThrownBy(() -> Run.resume(
                        folder,
                        order,
                        with(models, () -> List.of(new FileFingerprint("seeds/shop.csv", 40, "cd34"))),
                        SETTINGS))
                .hasMessageContaining(
                        "it is as long, but what it holds was changed (its SHA-256 is cd34 now, and was ab12)");
        Run.resume(folder, order, with(models, () -> List.of(shop)), SETTINGS).close();
        try (StoredRun store = StoredRun.open(folder, order.recipe())) {
            Run.resume(folder, order, RunRooms.byHand(store), SETTINGS).close();
        }
    }

    @Test
    void goesOnWithARunThatAnOlderProgramBegan() throws Exception {
        try (Run run = Run.create(folder, order, parts, SETTINGS)) {
            assertThat(run.progress().status()).isEqualTo(RunStatus.PAUSED);
        }
        try (Connection connection = RunDatabase.connect(folder.resolve("run.db"))) {
            RunDatabase.run(connection, "DROP TABLE source");
            RunDatabase.run(connection, "DROP TABLE finished_cell");
            RunDatabase.run(connection, "PRAGMA user_version = 1");
        }
        SourceFiles sources = () -> List.of(new FileFingerprint("seeds/shop.csv", 40, "ab12"));
        try (Run run = Run.resume(folder, order, with(parts.models(), sources), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    @Test
    void letsOneAtATimeWrite() throws Exception {
        try (Run run = Run.create(folder, order, parts, SETTINGS)) {
            assertThatThrownBy(() -> Run.resume(folder, order, parts, SETTINGS))
                    .isInstanceOf(DataException.RunStopped.class)
                    .hasMessageContaining("is being written already (process "
                            + ProcessHandle.current().pid() + ")");
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
        Run.resume(folder, order, parts, SETTINGS).close();
    }

    @Test
    void letsNoOtherProgramWrite() throws Exception {
        Path run = home.resolve("elsewhere");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProgram.class.getName(),
                        run.toString(),
                        "2000")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var says = other.inputReader()) {
            assertThat(says.readLine()).isEqualTo("running");
            RunParts same = KilledProgram.parts(0);
            assertThatThrownBy(() -> Run.resume(run, KilledProgram.order(), same, SETTINGS))
                    .hasMessageContaining("is being written already (process " + other.pid() + ")");
            try (StoredRun store = StoredRun.open(run, KilledProgram.order().recipe())) {
                assertThat(store.status()).isEqualTo(RunStatus.RUNNING);
                other.destroyForcibly().waitFor();
                assertThat(store.status()).isEqualTo(RunStatus.PAUSED);
            }
            Run.resume(run, KilledProgram.order(), same, SETTINGS).close();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void refusesWhatANewerProgramWrote() throws Exception {
        make();
        try (Connection connection = RunDatabase.connect(folder.resolve("run.db"))) {
            RunDatabase.run(connection, "PRAGMA user_version = 7");
        }
        assertThatThrownBy(() -> StoredRun.open(folder, order.recipe()))
                .hasMessageContaining("written by a newer Athanor (version 7; this program knows 2)");
        assertThatThrownBy(() -> Run.resume(folder, order, parts, SETTINGS)).hasMessageContaining("newer Athanor");
    }

    @Test
    void refusesDatabasesOfOthers() throws Exception {
        Files.createDirectories(folder);
        try (Connection connection = RunDatabase.connect(folder.resolve("run.db"))) {
            RunDatabase.run(connection, "CREATE TABLE birds (name TEXT)");
        }
        assertThatThrownBy(() -> StoredRun.open(folder, order.recipe()))
                .hasMessageContaining("is a database of another program");
        assertThatThrownBy(() -> Run.create(folder, order, parts, SETTINGS)).hasMessageContaining("There is a run");
        Files.writeString(folder.resolve("run.db"), "this is a letter, and not at all a database".repeat(99));
        assertThatThrownBy(() -> StoredRun.open(folder, order.recipe())).hasMessageContaining("is not a database");
    }

    @Test
    void saysThatThereIsNoRun() {
        assertThatThrownBy(() -> StoredRun.open(folder, order.recipe()))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("There is no run in");
        assertThatThrownBy(() -> Run.resume(folder, order, parts, SETTINGS)).hasMessageContaining("There is no run in");
    }
}
