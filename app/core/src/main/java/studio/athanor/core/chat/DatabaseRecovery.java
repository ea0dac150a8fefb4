package studio.athanor.core.chat;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.StoreRecovery;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.store.DamagedDatabase;
import studio.athanor.core.store.StoreLock;

/** Recovery of the conversations' database. Takes the store's lock for as long as each step lasts. */
public final class DatabaseRecovery implements StoreRecovery {

    private static final Logger log = LoggerFactory.getLogger(DatabaseRecovery.class);

    private final StudioHome home;
    private final DamagedDatabase database;

    /** Names the database of a home; touches nothing. */
    public DatabaseRecovery(StudioHome home, InstantSource clock) {
        this.home = home;
        database = new DamagedDatabase(home.database(), clock);
    }

    @Override
    public List<Backup> backups() throws StudioException {
        return database.backups();
    }

    @Override
    public void restore(Backup backup) throws StudioException {
        try (StoreLock _ = StoreLock.take(home.run())) {
            Path copy = home.database().resolve("restored.partial");
            try {
                Files.copy(backup.file(), copy, StandardCopyOption.REPLACE_EXISTING);
                database.putAside();
                Files.move(copy, database.file());
            } catch (IOException e) {
                throw FileFailures.failed("Restoring", backup.file(), e);
            }
        }
    }

    @Override
    public int exportReadable(Path file) throws StudioException {
        try (StoreLock _ = StoreLock.take(home.run())) {
            int[] written = {0};
            JsonConversationFiles.writeFile(file, writer -> {
                JsonWriter json = ConversationJson.writer(writer);
                ConversationJson.begin(json);
                for (ConversationId id : database.read(ConversationRows::ids)) {
                    try {
                        ConversationJson.Stored stored =
                                database.read(connection -> ConversationJson.Stored.read(connection, id));
                        ConversationJson.write(json, stored);
                        written[0]++;
                    } catch (StudioException | RuntimeException e) {
                        log.warn("Conversation {} cannot be read: {}", id, e.getMessage());
                    }
                }
                ConversationJson.end(json);
            });
            return written[0];
        }
    }

    @Override
    public Path startFresh() throws StudioException {
        try (StoreLock _ = StoreLock.take(home.run())) {
            return database.putAside();
        }
    }
}
