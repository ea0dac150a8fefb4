package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.recipe.Recipe;

/** Kills a program in the middle of a run, again and again, and looks whether its rows are those of a run left alone. */
class RunKillTest {

    private static final RunSettings SETTINGS = RunSettings.defaults();

    @TempDir
    private Path folder;

    private static Process program(Path run, int longestMillis, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProgram.class.getName(),
                run.toString(),
                Integer.toString(longestMillis)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Kills so often, each time a random while after the run began. */
    private void killAndCompare(int kills, int longestWait) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        try (Run run = Run.create(undisturbed, KilledProgram.order(), KilledProgram.parts(0), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
        Random random = new Random(kills);
        Path killed = folder.resolve("killed");
        int inTheMiddle = 0;
        for (int i = 0; i < kills; i++) {
            Process process = program(killed, 40);
            try (BufferedReader says = process.inputReader()) {
                assertThat(says.readLine()).isEqualTo("running");
                Thread.sleep(random.nextInt(longestWait));
                inTheMiddle += process.isAlive() ? 1 : 0;
                process.destroyForcibly().waitFor();
            }
        }
        System.out.println(inTheMiddle + " of " + kills + " kills came before the end");
        assertThat(inTheMiddle).isPositive();
        try (StoredRun store = StoredRun.open(killed, KilledProgram.order().recipe())) {
            assertThat(store.status()).isIn(RunStatus.PAUSED, RunStatus.COMPLETE);
        }
        Process last = program(killed, 1);
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> rows = StoredRows.texts(killed, KilledProgram.order().recipe());
        assertThat(rows)
                .isEqualTo(StoredRows.texts(undisturbed, KilledProgram.order().recipe()));
        try (StoredRun store = StoredRun.open(killed, KilledProgram.order().recipe())) {
            assertThat(store.count(RowFilter.ACCEPTED)).isEqualTo(400);
            assertThat(store.status()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    @Test
    @Timeout(120)
    void asksForNoFinishedCellAgainAfterAKill() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        try (Run run = Run.create(undisturbed, KilledProgram.order(), KilledProgram.parts(0), SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
        Path killed = folder.resolve("killed");
        Path before = folder.resolve("asked-before");
        // all rows wait for the silent one: as many are worked on as fit, and none can be settled
        Process silent = program(killed, 1, before.toString(), "0");
        try (BufferedReader says = silent.inputReader()) {
            assertThat(says.readLine()).isEqualTo("running");
            while (!isIdle(killed, before)) {
                assertThat(silent.isAlive()).isTrue();
            }
        } finally {
            silent.destroyForcibly().waitFor();
        }
        List<String> asked = NotedCells.read(before);
        try (StoredRun store = StoredRun.open(killed, KilledProgram.order().recipe())) {
            assertThat(store.count(StoredRows.ALL)).isZero();
            assertThat(store.finishedCells())
                    .extracting(cell -> cell.column() + " " + cell.row() + " " + cell.attempt())
                    .containsExactlyInAnyOrderElementsOf(asked);
        }
        Path after = folder.resolve("asked-after");
        Process last = program(killed, 1, after.toString(), "-1");
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(NotedCells.read(after)).isNotEmpty().doesNotContainAnyElementsOf(asked);
        Recipe recipe = KilledProgram.order().recipe();
        assertThat(StoredRows.texts(killed, recipe)).isEqualTo(StoredRows.texts(undisturbed, recipe));
        try (StoredRun store = StoredRun.open(killed, recipe)) {
            assertThat(store.finishedCells()).isEmpty();
        }
    }

    /** Nothing was asked for a while, and all that was is written down. */
    private static boolean isIdle(Path run, Path notes) throws Exception {
        int asked = NotedCells.read(notes).size();
        Thread.sleep(500);
        try (StoredRun store = StoredRun.open(run, KilledProgram.order().recipe())) {
            return asked > 0
                    && NotedCells.read(notes).size() == asked
                    && store.finishedCells().size() == asked;
        }
    }

    @Test
    @Timeout(120)
    void hasTheSameRowsAfterFiveKills() throws Exception {
        killAndCompare(5, 900);
    }

    @Test
    @Tag("slow")
    @Timeout(900)
    void hasTheSameRowsAfterFiftyKills() throws Exception {
        killAndCompare(50, 250);
    }
}
