package studio.athanor.core.chat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.Models;
import studio.athanor.core.store.Database;
import studio.athanor.core.store.SqliteLibrary;
import studio.athanor.core.store.StoreFiles;
import studio.athanor.core.store.StoreLock;

/** The conversations of one studio: open until closed, by one program at a time. */
public final class Chats implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Chats.class);
    private static final long TIDY_SECONDS = 2;
    private static final Duration LONGEST_BACKUP_WAIT = Duration.ofSeconds(10);

    private final StoreLock lock;
    private final Database database;
    private final SqliteConversationStore store;
    private final AnsweringService service;
    private final ConversationFiles files;
    private final Thread backup;

    private Chats(StoreLock lock, Database database, Models models, InstantSource clock) {
        this.lock = lock;
        this.database = database;
        Ids ids = new Ids(clock);
        store = new SqliteConversationStore(database, clock, ids);
        service = new AnsweringService(store, models, clock, ids);
        files = new JsonConversationFiles(store, database);
        backup = Thread.ofVirtual().name("backup").unstarted(this::backUp);
    }

    /**
     * Opens the conversations of a home. Blocks for some milliseconds; longer if the database has to be checked or
     * brought up to date.
     *
     * @throws StudioException if another program has them open, or the database cannot be used
     */
    public static Chats open(StudioHome home, Models models, InstantSource clock) throws StudioException {
        StoreLock lock = StoreLock.take(home.run());
        SqliteLibrary.keepIn(home.run());
        Database database;
        try {
            database = Database.open(new StoreFiles(home.database()), clock);
        } catch (StudioException | RuntimeException e) {
            lock.close();
            throw e;
        }
        Chats chats = new Chats(lock, database, models, clock);
        chats.tidy();
        return chats;
    }

    private void tidy() {
        try {
            store.tidy().get(TIDY_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn("The disk is slow or full; conversations are tidied when it takes changes again");
        } catch (ExecutionException e) {
            log.warn("Conversations could not be tidied", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        backup.start();
    }

    private void backUp() {
        try {
            if (database.backUpIfDue()) {
                log.info("Made the daily backup of the conversations");
            }
        } catch (StudioException e) {
            log.warn("The daily backup failed: {}", e.getMessage());
        }
    }

    /** Returns what is stored. */
    public ConversationStore store() {
        return store;
    }

    /** Returns who asks and answers. */
    public ConversationService service() {
        return service;
    }

    /** Returns export and import. */
    public ConversationFiles files() {
        return files;
    }

    /** Cancels the answers being made, saves what they have, and closes the database. Blocks until that is done. */
    @Override
    public void close() {
        service.close();
        try {
            backup.join(LONGEST_BACKUP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
        lock.close();
    }
}
