package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.core.testkit.TestStudio.await;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.core.StudioException;
import studio.athanor.core.store.Database;
import studio.athanor.core.store.StoreFiles;
import studio.athanor.core.testkit.FakeRequest;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.ToolCall;

@Timeout(120)
class ConversationFilesTest {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path folder;

    /** A store in a folder of its own. */
    private record Opened(Database database, SqliteConversationStore store, JsonConversationFiles files)
            implements AutoCloseable {

        static Opened in(Path folder) throws Exception {
            Files.createDirectories(folder);
            Database database = Database.open(new StoreFiles(folder), CLOCK);
            SqliteConversationStore store = new SqliteConversationStore(database, CLOCK, new Ids(CLOCK));
            return new Opened(database, store, new JsonConversationFiles(store, database));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static final String[] WORDS = {
        "lead",
        "gold",
        "\"quoted\"",
        "line\nbreak",
        "tab\t",
        "emoji 🙂",
        "日本語",
        "back\\slash",
        "</script>",
        "\u2028",
        "a\u0301",
        "{\"json\": 1}",
        "  spaces  ",
        "```code```"
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private static Turn randomTurn(Random random, ConversationId id, int number, List<TurnId> before) {
        Optional<TurnId> parent = before.isEmpty() || random.nextInt(10) == 0
                ? Optional.empty()
                : Optional.of(before.get(random.nextInt(before.size())));
        boolean answer = random.nextBoolean();
        return new Turn(
                new TurnId(id + "-t" + number),
                id,
                parent,
                answer ? Message.Role.ASSISTANT : Message.Role.USER,
                text(random),
                answer ? text(random) : "",
                answer ? OptionalLong.of(random.nextInt(9999)) : OptionalLong.empty(),
                answer ? List.of(new ToolCall("c1", "tool", "{\"a\": [1, 2]}")) : List.of(),
                answer ? List.of() : List.of(new Attachment("a.txt", text(random))),
                answer ? Turn.State.FAILED : Turn.State.COMPLETE,
                answer ? Optional.of(receipt(random)) : Optional.empty(),
                answer
                        ? Optional.of(new Failure(Failure.Kind.OUT_OF_MEMORY, text(random), "x", Optional.of("d")))
                        : Optional.empty(),
                Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE)),
                0,
                1);
    }

    private static Receipt receipt(Random random) {
        return new Receipt(
                "m.gguf",
                Optional.of("ab12"),
                "llama",
                "llama.cpp 0.5.0",
                new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 12), new DevicePlan.Share("CPU", 3))),
                4096,
                Optional.empty(),
                text(random),
                Sampling.builder()
                        .temperature(random.nextFloat())
                        .topP(random.nextFloat())
                        .seed(random.nextLong())
                        .build(),
                100,
                List.of("a", "b"),
                Optional.of("{}"),
                FakeRequest.USAGE,
                Optional.of(StopReason.MAX_TOKENS),
                Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE)));
    }

    private static void fill(Opened opened, ConversationId id, Random random) throws StudioException {
        await(opened.database.change(connection -> {
            ConversationChanges.insert(
                    connection,
                    id,
                    Titles.cleaned(text(random)),
                    random.nextBoolean(),
                    Instant.ofEpochMilli(5),
                    Instant.ofEpochMilli(6),
                    ChatSettings.defaults().withSystemPrompt(text(random)));
            List<TurnId> made = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                Turn turn = randomTurn(random, id, i, made);
                TurnChanges.activateBranch(connection, TurnChanges.insert(connection, turn));
                made.add(turn.id());
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void exportsAndImportsWholeTreesWithoutADifference(long seed) throws Exception {
        Random random = new Random(seed);
        List<ConversationId> ids = List.of(new ConversationId("one"), new ConversationId("two"));
        Path file = folder.resolve("export.json");
        try (Opened first = Opened.in(folder.resolve("first"));
                Opened second = Opened.in(folder.resolve("second"))) {
            for (ConversationId id : ids) {
                fill(first, id, random);
            }
            first.files.exportJson(ids, file);
            ImportReport report = second.files.importJson(file);

            assertThat(report.imported()).isEqualTo(ids);
            assertThat(report.problems()).isEmpty();
            for (ConversationId id : ids) {
                assertThat(second.store.tree(id)).isEqualTo(first.store.tree(id));
                assertThat(second.store.path(id)).isEqualTo(first.store.path(id));
            }
            StringWriter again = new StringWriter();
            second.files.writeJson(ids, again);
            assertThat(again.toString()).isEqualTo(Files.readString(file));

            ImportReport twice = second.files.importJson(file);
            assertThat(twice.imported()).isEmpty();
            assertThat(twice.unchanged()).isEqualTo(2);
        }
    }

    @Test
    void addsTurnsThatAreNewToAConversationThatIsThere() throws Exception {
        ConversationId id = new ConversationId("one");
        try (Opened first = Opened.in(folder.resolve("first"));
                Opened second = Opened.in(folder.resolve("second"))) {
            fill(first, id, new Random(1));
            Path before = folder.resolve("before.json");
            first.files.exportJson(List.of(id), before);
            second.files.importJson(before);
            Turn more = randomTurn(new Random(2), id, 999, List.of());
            await(first.database.change(connection -> TurnChanges.insert(connection, more)));
            Path after = folder.resolve("after.json");
            first.files.exportJson(List.of(id), after);
            assertThat(second.files.importJson(after).imported()).containsExactly(id);
            assertThat(second.store.turn(more.id())).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [1, 2]                                                                | not a JSON export
                    {"format": "other"}                                                   | format is not
                    {"format": "athanor-conversations", "version": 2, "conversations": []} | version is 2
                    {"conversations": []}                                                 | format and version
                    {}                                                                    | format is missing
                    hello                                                                 | not a JSON export
                    """)
    void refusesFilesThatAreNoExport(String content, String reason) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.json"), content);
        try (Opened opened = Opened.in(folder.resolve("store"))) {
            assertThatThrownBy(() -> opened.files.importJson(file))
                    .isInstanceOf(StudioException.InputRejected.class)
                    .hasMessageContaining(reason);
            assertThatThrownBy(() -> opened.files.importJson(folder.resolve("missing.json")))
                    .isInstanceOf(StudioException.FileFailed.class);
        }
    }

    private static final String GOOD_TURN = "{\"id\": \"%s\", \"role\": \"user\", \"text\": \"hello\"}";

    private Path export(String... conversations) throws Exception {
        return Files.writeString(
                folder.resolve("partly.json"),
                "{\"format\": \"athanor-conversations\", \"version\": 1, \"conversations\": ["
                        + String.join(",", conversations) + "]}");
    }

    private static String conversation(String id, String turns) {
        return "{\"id\": \"" + id + "\", \"title\": \"" + id + "\", \"turns\": [" + turns + "]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"role": "user", "text": "x"}                            | turns[0].id is not an id
                    {"id": "a b", "role": "user", "text": "x"}               | turns[0].id is not an id
                    {"id": "a", "text": "x"}                                 | turns[0].role is missing
                    {"id": "a", "role": "king", "text": "x"}                 | turns[0].role is not one of
                    {"id": "a", "role": "user", "text": 5}                   | turns[0].text is not a text
                    {"id": "a", "role": "user", "text": "x", "parent": "zz"} | turns[0].parent is not a turn
                    {"id": "a", "role": "user", "text": "x", "parent": "a"}  | turns[0].parent is not a turn
                    {"id": "a", "role": "user", "text": "x", "createdAt": 1e30} | turns[0].createdAt is not a whole number
                    7                                                        | turns[0] is not an object
                    """)
    void leavesOutAConversationWithAWrongFieldAndNamesIt(String turn, String problem) throws Exception {
        Path file = export(
                conversation("good-1", GOOD_TURN.formatted("g1")),
                conversation("bad", turn),
                conversation("good-2", GOOD_TURN.formatted("g2")));
        try (Opened opened = Opened.in(folder.resolve("store"))) {
            ImportReport report = opened.files.importJson(file);
            assertThat(report.imported()).extracting(ConversationId::value).containsExactly("good-1", "good-2");
            assertThat(report.problems())
                    .singleElement()
                    .asString()
                    .startsWith("conversations[1].")
                    .contains(problem);
        }
    }

    @Test
    void keepsWhatCameBeforeTheFileBreaksOff() throws Exception {
        Path whole = export(conversation("good", GOOD_TURN.formatted("g1")), conversation("cut", "{\"id\": "));
        try (Opened opened = Opened.in(folder.resolve("store"))) {
            ImportReport report = opened.files.importJson(whole);
            assertThat(report.imported()).extracting(ConversationId::value).containsExactly("good");
            assertThat(report.problems()).singleElement().asString().contains("After conversation 2");
        }
    }

    @Test
    void doesNotTakeTurnsOfAnotherConversation() throws Exception {
        Path file = export(
                conversation("one", GOOD_TURN.formatted("same")), conversation("two", GOOD_TURN.formatted("same")));
        try (Opened opened = Opened.in(folder.resolve("store"))) {
            ImportReport report = opened.files.importJson(file);
            assertThat(report.imported()).hasSize(1);
            assertThat(report.problems()).singleElement().asString().contains("belongs to another conversation");
            assertThat(opened.store.find(new ConversationId("two"))).isEmpty();
        }
    }

    @Test
    void writesTheActiveBranchAsMarkdown() throws Exception {
        try (Opened opened = Opened.in(folder.resolve("store"))) {
            ConversationId id = new ConversationId("md");
            await(opened.database.change(connection -> {
                ConversationChanges.insert(
                        connection,
                        id,
                        "About lead",
                        true,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Instant.EPOCH,
                        ChatSettings.defaults().withSystemPrompt("Be brief."));
                Turn question = new Turn(
                        new TurnId("q"),
                        id,
                        Optional.empty(),
                        Message.Role.USER,
                        "What is lead?",
                        "",
                        OptionalLong.empty(),
                        List.of(),
                        List.of(new Attachment("a.txt", "data")),
                        Turn.State.COMPLETE,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        0,
                        1);
                Turn answer = new Turn(
                        new TurnId("a"),
                        id,
                        Optional.of(question.id()),
                        Message.Role.ASSISTANT,
                        "A metal.",
                        "Hm.",
                        OptionalLong.of(5),
                        List.of(),
                        List.of(),
                        Turn.State.CANCELLED,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        0,
                        1);
                TurnChanges.activateLink(connection, TurnChanges.insert(connection, question));
                TurnChanges.activateLink(connection, TurnChanges.insert(connection, answer));
            }));
            Path file = folder.resolve("chat.md");
            opened.files.exportMarkdown(id, file);
            assertThat(Files.readString(file)).isEqualTo("""
                            # About lead

                            *2026-01-02 03:04 UTC*

                            ## System prompt

                            Be brief.

                            ## You

                            File: a.txt
                            ```txt
                            data
                            ```

                            What is lead?

                            ## Answer

                            <details><summary>Reasoning</summary>

                            Hm.

                            </details>

                            A metal.

                            *The answer was stopped here.*
                            """);
            assertThatThrownBy(() -> opened.files.exportMarkdown(id, folder.resolve("no/such/folder.md")))
                    .isInstanceOf(StudioException.FileFailed.class);
        }
    }
}
