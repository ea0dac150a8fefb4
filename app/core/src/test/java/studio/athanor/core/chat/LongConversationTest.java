package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.core.testkit.TestStudio.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.store.Database;
import studio.athanor.core.store.StoreFiles;
import studio.athanor.engines.spi.text.Message;

@Timeout(120)
class LongConversationTest {

    private static final int TURNS = 10_000;

    @TempDir
    private Path folder;

    private static Turn turn(ConversationId conversation, int number) {
        return new Turn(
                new TurnId("t" + number),
                conversation,
                number == 0 ? Optional.empty() : Optional.of(new TurnId("t" + (number - 1))),
                number % 2 == 0 ? Message.Role.USER : Message.Role.ASSISTANT,
                "Turn " + number + " says something of the usual length. ".repeat(8),
                "",
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Turn.State.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                0,
                1);
    }

    @Test
    void readsSwitchesAndDeletesABranchOfTenThousandTurns() throws Exception {
        ConversationId id = new ConversationId("long");
        InstantSource clock = InstantSource.system();
        try (Database database = Database.open(new StoreFiles(folder), clock)) {
            SqliteConversationStore store = new SqliteConversationStore(database, clock, new Ids(clock));
            await(database.change(connection -> {
                ConversationChanges.insert(
                        connection, id, "Long", true, Instant.EPOCH, Instant.EPOCH, ChatSettings.defaults());
                for (int i = 0; i < TURNS; i++) {
                    TurnChanges.activateLink(connection, TurnChanges.insert(connection, turn(id, i)));
                }
            }));

            long best = Long.MAX_VALUE;
            List<Turn> path = List.of();
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                path = store.path(id);
                best = Math.min(best, System.nanoTime() - start);
            }
            System.out.printf("path of %d turns: %.1f ms%n", TURNS, best / 1e6);
            assertThat(path).hasSize(TURNS);
            assertThat(path.get(TURNS - 1).parent())
                    .contains(path.get(TURNS - 2).id());
            assertThat(TimeUnit.NANOSECONDS.toSeconds(best)).isLessThan(5);

            await(store.select(new TurnId("t0")));
            assertThat(store.pathTo(new TurnId("t9999"))).hasSize(TURNS);
            assertThat(store.search("usual length", 3)).hasSize(1);
            await(store.trash(id));
            await(store.delete(id));
            assertThat(store.tree(id)).isEmpty();
        }
    }
}
