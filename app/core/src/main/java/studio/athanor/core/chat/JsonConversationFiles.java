package studio.athanor.core.chat;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;
import studio.athanor.core.store.Database;
import studio.athanor.core.store.Sql;

/** Exports from and imports into a database. */
final class JsonConversationFiles implements ConversationFiles {

    private final SqliteConversationStore store;
    private final Database database;

    JsonConversationFiles(SqliteConversationStore store, Database database) {
        this.store = store;
        this.database = database;
    }

    @Override
    public String markdown(ConversationId id) throws StudioException {
        Conversation conversation = store.find(id).orElseThrow(() -> ConversationChanges.notFound(id));
        return MarkdownExport.write(conversation, store.path(id));
    }

    @Override
    public void exportMarkdown(ConversationId conversation, Path file) throws StudioException {
        String text = markdown(conversation);
        writeFile(file, writer -> writer.write(text));
    }

    @Override
    public void exportJson(List<ConversationId> conversations, Path file) throws StudioException {
        writeFile(file, writer -> writeJson(conversations, writer));
    }

    @Override
    public void writeJson(List<ConversationId> conversations, Writer writer) throws StudioException {
        try {
            JsonWriter json = ConversationJson.writer(writer);
            ConversationJson.begin(json);
            for (ConversationId id : conversations) {
                ConversationJson.Stored stored =
                        database.read(connection -> ConversationJson.Stored.read(connection, id));
                ConversationJson.write(json, stored);
            }
            ConversationJson.end(json);
        } catch (IOException e) {
            throw FileFailures.failed("Writing", Path.of("the export"), e);
        }
    }

    /** Writes something to a file. */
    interface Body {
        void write(Writer writer) throws IOException, StudioException;
    }

    /** Writes to a sibling first, so that a failure leaves no half of a file under the name. */
    static void writeFile(Path file, Body body) throws StudioException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
                body.write(writer);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(partial);
            throw FileFailures.failed("Writing", file, e);
        } catch (StudioException e) {
            deleteQuietly(partial);
            throw e;
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // what is left is named .partial and harmless
        }
    }

    @Override
    public ImportReport importJson(Path file) throws StudioException, InterruptedException {
        List<ConversationId> imported = new ArrayList<>();
        int[] unchanged = {0};
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            ConversationImport source = new ConversationImport(reader);
            source.read(read -> {
                if (store(read)) {
                    imported.add(read.conversation().id());
                } else {
                    unchanged[0]++;
                }
            });
            return new ImportReport(imported, unchanged[0], source.problems());
        } catch (ConversationImport.Refused e) {
            throw rejected(file, String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            throw rejected(file, "it is not UTF-8 text");
        } catch (IOException e) {
            throw FileFailures.failed("Reading", file, e);
        }
    }

    private static StudioException.InputRejected rejected(Path file, String reason) {
        return new StudioException.InputRejected(
                "IMPORT-1",
                file.getFileName() + " is not an export of Athanor's conversations: " + reason + ".",
                "Choose a JSON file that was exported here.",
                null);
    }

    /** Stores a conversation; returns whether anything in it was new. */
    private boolean store(ConversationImport.Read read) throws ConversationImport.Refused, InterruptedException {
        try {
            return store.changedTo(read.conversation().id(), connection -> insert(connection, read))
                    .get();
        } catch (ExecutionException e) {
            throw new ConversationImport.Refused("id " + read.conversation().id() + " was not stored: "
                    + Optional.ofNullable(e.getCause())
                            .map(Throwable::getMessage)
                            .orElse("unknown"));
        }
    }

    private static boolean insert(Connection connection, ConversationImport.Read read)
            throws SQLException, StudioException {
        Conversation conversation = read.conversation();
        ConversationId id = conversation.id();
        boolean created = ConversationChanges.insert(
                connection,
                id,
                conversation.title(),
                read.titleByUser(),
                conversation.createdAt(),
                conversation.updatedAt(),
                conversation.settings());
        boolean changed = created;
        long key = ConversationChanges.key(connection, id);
        for (Turn turn : read.turns().values()) {
            Optional<Long> owner = Sql.number(
                    connection,
                    "SELECT conversation FROM turn WHERE id = ?",
                    turn.id().value());
            if (owner.isEmpty()) {
                TurnChanges.insert(connection, turn);
                changed = true;
            } else if (owner.get() != key) {
                throw new StudioException.InputRejected(
                        "IMPORT-2",
                        "turn " + turn.id() + " belongs to another conversation",
                        "Import it into an empty studio.",
                        null);
            }
        }
        if (created) {
            for (TurnId active : read.active()) {
                TurnChanges.activateLink(connection, TurnChanges.key(connection, active));
            }
            if (!read.turns().isEmpty()) {
                List<Turn> path = TurnRows.path(connection, id);
                String last = path.isEmpty() ? "" : path.getLast().text();
                ConversationChanges.touch(connection, id, conversation.updatedAt(), last);
            }
            if (read.model().isPresent()) {
                ConversationChanges.setModel(connection, id, read.model().get());
            }
        }
        return changed;
    }
}
