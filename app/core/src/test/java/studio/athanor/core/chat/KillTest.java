package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.testkit.ChildJvm;
import studio.athanor.core.testkit.TestStudio;

/**
 * Kills a studio while it stores messages. What it acknowledged must be there afterwards, and the database sound; it is
 * checked at each opening, as the killed studio did not close it.
 */
class KillTest {

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void losesNothingAcknowledgedInTwentyKills() throws Exception {
        assertThat(kill(20, 1)).isGreaterThan(20);
    }

    @Test
    @Tag("slow")
    @Timeout(3600)
    void losesNothingAcknowledgedInTwoHundredKills() throws Exception {
        assertThat(kill(200, 2)).isGreaterThan(200);
    }

    private int kill(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            acknowledged.addAll(killOnce(1 + random.nextInt(40), random.nextInt(30)));
        }
        try (TestStudio studio = TestStudio.open(folder)) {
            ConversationStore store = studio.chats().store();
            for (String id : acknowledged) {
                assertThat(store.turn(new TurnId(id)))
                        .as("acknowledged turn %s", id)
                        .isPresent();
            }
            for (ConversationSummary summary : store.list(0, 1_000_000)) {
                List<Turn> path = store.path(summary.id());
                assertThat(path).isNotEmpty().noneMatch(turn -> turn.state() == Turn.State.STREAMING);
            }
        }
        System.out.printf(
                "%d kills, %d acknowledged turns, 0 lost, database sound at each opening%n",
                rounds, acknowledged.size());
        return acknowledged.size();
    }

    /** Reads some acknowledgements, waits a moment so that the kill falls anywhere, kills, and reads what else was said. */
    private List<String> killOnce(int acknowledgements, int millis) throws IOException, InterruptedException {
        Process process = ChildJvm.start(ChildJvm.command(StoringProgram.class, folder.toString()));
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            @Nullable String line = out.readLine();
            while (line != null && acknowledged.size() < acknowledgements) {
                acknowledged.add(line);
                line = out.readLine();
            }
            Thread.sleep(millis);
            process.toHandle().destroyForcibly();
            // the last line may have been cut in the middle
            while (line != null) {
                if (line.length() == 36) {
                    acknowledged.add(line);
                }
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(acknowledged)
                .as("what the program said before it was killed")
                .isNotEmpty();
        return acknowledged;
    }
}
