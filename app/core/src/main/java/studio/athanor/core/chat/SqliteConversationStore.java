package studio.athanor.core.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import studio.athanor.core.StudioException;
import studio.athanor.core.store.Database;
import studio.athanor.core.store.Sql;
import studio.athanor.engines.spi.job.Subscription;

/** The conversations in a SQLite database. */
final class SqliteConversationStore implements ConversationStore {

    static final Duration KEPT_IN_TRASH = Duration.ofDays(30);

    private final Database database;
    private final InstantSource clock;
    private final Ids ids;
    private final List<Consumer<ConversationChange>> observers = new CopyOnWriteArrayList<>();
    private final List<Consumer<StoreHealth>> healthObservers = new CopyOnWriteArrayList<>();
    private volatile StoreHealth health = new StoreHealth.Saving();

    SqliteConversationStore(Database database, InstantSource clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        database.onTrouble(this::trouble);
    }

    /** Brings order after the last run: marks answers that it left behind, and empties the old trash. */
    CompletableFuture<Void> tidy() {
        Instant oldest = clock.instant().minus(KEPT_IN_TRASH);
        return database.change(connection -> {
            TurnChanges.interruptStreaming(connection);
            ConversationChanges.purge(connection, oldest);
        });
    }

    @Override
    public CompletableFuture<Conversation> create(ChatSettings settings) {
        ConversationId id = ids.conversation();
        Instant now = clock.instant();
        return changedTo(id, connection -> {
            ConversationChanges.insert(connection, id, Titles.UNTITLED, false, now, now, settings);
            return ConversationRows.find(connection, id).orElseThrow(() -> ConversationChanges.notFound(id));
        });
    }

    /** Stores the beginning of an answer, with the question and the conversation where those are new. */
    CompletableFuture<Void> begin(Exchange exchange, ChatSettings settings) {
        return changed(exchange.conversation(), connection -> {
            ConversationId id = exchange.conversation();
            Instant now = exchange.answer().createdAt();
            ConversationChanges.insert(connection, id, Titles.UNTITLED, false, now, now, settings);
            if (exchange.question().isPresent()) {
                Turn question = exchange.question().get();
                long key = TurnChanges.insert(connection, question);
                if (exchange.branches()) {
                    TurnChanges.activateBranch(connection, key);
                } else {
                    TurnChanges.activateLink(connection, key);
                }
                if (question.parent().isEmpty()) {
                    ConversationChanges.titleFromFirstMessage(connection, id);
                }
                ConversationChanges.touch(connection, id, now, question.text());
                if (!exchange.branches()) {
                    ConversationChanges.saveDraft(connection, id, "");
                    DraftFiles.save(connection, Optional.of(id), List.of());
                }
            }
            if (exchange.resumes()) {
                TurnChanges.resume(connection, exchange.answer().id());
            } else {
                long key = TurnChanges.insert(connection, exchange.answer());
                if (exchange.branches()) {
                    TurnChanges.activateBranch(connection, key);
                } else {
                    TurnChanges.activateLink(connection, key);
                }
            }
            ConversationChanges.saveSettings(connection, id, settings);
        });
    }

    /** Keeps what a streaming answer has; nobody is told, as whoever shows it has it already. */
    CompletableFuture<Void> savePartial(TurnId turn, String text, String reasoning) {
        return database.change(connection -> {
            TurnChanges.savePartial(connection, turn, text, reasoning);
        });
    }

    /** Keeps an answer as it ended. */
    CompletableFuture<Void> finish(Turn turn, Optional<String> model) {
        Instant now = clock.instant();
        return changed(turn.conversation(), connection -> {
            TurnChanges.finish(connection, turn);
            if (!turn.text().isBlank()) {
                ConversationChanges.touch(connection, turn.conversation(), now, turn.text());
            }
            if (model.isPresent()) {
                ConversationChanges.setModel(connection, turn.conversation(), model.get());
            }
        });
    }

    CompletableFuture<Void> saveReceipt(TurnId turn, Receipt receipt) {
        return database.change(connection -> {
            TurnChanges.saveReceipt(connection, turn, receipt);
        });
    }

    @Override
    public List<ConversationSummary> list(int offset, int limit) throws StudioException {
        return database.read(connection -> ConversationRows.list(connection, offset, limit));
    }

    @Override
    public int count() throws StudioException {
        return database.read(
                connection -> Sql.number(connection, "SELECT count(*) FROM conversation WHERE trashed_at IS NULL")
                        .orElse(0L)
                        .intValue());
    }

    @Override
    public List<ConversationSummary> listTrash() throws StudioException {
        return database.read(ConversationRows::trash);
    }

    @Override
    public Optional<Conversation> find(ConversationId conversation) throws StudioException {
        return database.read(connection -> ConversationRows.find(connection, conversation));
    }

    @Override
    public Optional<ConversationSummary> summary(ConversationId conversation) throws StudioException {
        return database.read(connection -> ConversationRows.summary(connection, conversation));
    }

    @Override
    public List<Turn> path(ConversationId conversation) throws StudioException {
        return database.read(connection -> TurnRows.path(connection, conversation));
    }

    @Override
    public List<Turn> tree(ConversationId conversation) throws StudioException {
        return database.read(connection -> TurnRows.tree(connection, conversation));
    }

    List<Turn> pathTo(TurnId turn) throws StudioException {
        return database.read(connection -> TurnRows.pathTo(connection, turn));
    }

    @Override
    public Optional<Turn> turn(TurnId turn) throws StudioException {
        return database.read(connection -> TurnRows.find(connection, turn));
    }

    @Override
    public List<TurnId> siblings(TurnId turn) throws StudioException {
        return database.read(connection -> TurnRows.siblings(connection, turn));
    }

    @Override
    public CompletableFuture<Void> select(TurnId turn) {
        return database.write(connection -> {
                    TurnChanges.activateBranch(connection, TurnChanges.key(connection, turn));
                    return TurnRows.find(connection, turn).map(Turn::conversation);
                })
                .thenAccept(found -> found.ifPresent(id -> tell(new ConversationChange.Changed(id))));
    }

    @Override
    public CompletableFuture<Void> rename(ConversationId conversation, String title) {
        return changed(conversation, connection -> {
            ConversationChanges.rename(connection, conversation, title);
        });
    }

    @Override
    public CompletableFuture<Void> saveSettings(ConversationId conversation, ChatSettings settings) {
        return changed(conversation, connection -> {
            ConversationChanges.saveSettings(connection, conversation, settings);
        });
    }

    @Override
    public CompletableFuture<Void> saveDraft(ConversationId conversation, String draft) {
        return database.change(connection -> {
            ConversationChanges.saveDraft(connection, conversation, draft);
        });
    }

    @Override
    public List<Attachment> draftFiles(Optional<ConversationId> conversation) throws StudioException {
        return database.read(connection -> DraftFiles.read(connection, conversation));
    }

    @Override
    public CompletableFuture<Void> saveDraftFiles(Optional<ConversationId> conversation, List<Attachment> files) {
        List<Attachment> kept = List.copyOf(files);
        return database.change(connection -> {
            DraftFiles.save(connection, conversation, kept);
        });
    }

    @Override
    public CompletableFuture<Void> pin(ConversationId conversation, boolean pinned) {
        return changed(conversation, connection -> {
            ConversationChanges.pin(connection, conversation, pinned);
        });
    }

    @Override
    public CompletableFuture<Void> trash(ConversationId conversation) {
        Instant now = clock.instant();
        return removed(conversation, connection -> {
            ConversationChanges.trash(connection, conversation, now);
        });
    }

    @Override
    public CompletableFuture<Void> restore(ConversationId conversation) {
        return changed(conversation, connection -> {
            ConversationChanges.restore(connection, conversation);
        });
    }

    @Override
    public CompletableFuture<Void> delete(ConversationId conversation) {
        return removed(conversation, connection -> {
            ConversationChanges.delete(connection, conversation);
        });
    }

    @Override
    public List<SearchHit> search(String text, int limit) throws StudioException {
        return database.read(connection -> ConversationSearch.search(connection, text, limit));
    }

    @Override
    public Subscription observe(Consumer<ConversationChange> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    @Override
    public StoreHealth health() {
        return health;
    }

    @Override
    public Subscription observeHealth(Consumer<StoreHealth> observer) {
        healthObservers.add(observer);
        observer.accept(health);
        return () -> healthObservers.remove(observer);
    }

    /** Changes a conversation and tells observers after the commit. */
    private CompletableFuture<Void> changed(ConversationId conversation, Database.Change change) {
        return database.change(change).thenRun(() -> tell(new ConversationChange.Changed(conversation)));
    }

    /** Changes a conversation, tells observers after the commit, and returns what came of it. */
    <T> CompletableFuture<T> changedTo(ConversationId conversation, Database.Work<T> work) {
        return database.write(work).thenApply(value -> {
            tell(new ConversationChange.Changed(conversation));
            return value;
        });
    }

    private CompletableFuture<Void> removed(ConversationId conversation, Database.Change change) {
        return database.change(change).thenRun(() -> tell(new ConversationChange.Removed(conversation)));
    }

    private void tell(ConversationChange change) {
        observers.forEach(observer -> observer.accept(change));
    }

    private void trouble(Optional<StudioException> reason, int waiting) {
        health = reason.<StoreHealth>map(failure -> new StoreHealth.Waiting(failure, waiting))
                .orElseGet(StoreHealth.Saving::new);
        StoreHealth now = health;
        healthObservers.forEach(observer -> observer.accept(now));
    }

    /**
     * What is stored when an answer is begun.
     *
     * @param conversation made if it is new
     * @param question added if it is new
     * @param answer empty and streaming
     * @param branches whether it may leave the active branch, and leaves the draft alone
     * @param resumes whether the answer is there already and goes on
     */
    record Exchange(
            ConversationId conversation, Optional<Turn> question, Turn answer, boolean branches, boolean resumes) {}
}
