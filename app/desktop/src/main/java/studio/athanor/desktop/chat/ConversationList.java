package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.ConversationChange;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ConversationStore;
import studio.athanor.core.chat.ConversationSummary;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.job.Subscription;

/** The list of conversations, searched as one types. FX thread only; the store is asked on other threads. */
final class ConversationList implements AutoCloseable {

    private static final int MOST_LISTED = 5_000;
    private static final int MOST_FOUND = 200;

    private final ConversationStore store;
    private final UiScheduler scheduler;
    private final Notices notices;
    private final DateGroups groups;
    private final Texts texts = Texts.of(ConversationList.class);

    private final List<ConversationSummary> all = new ArrayList<>();
    private final ObservableList<ConversationRow> rows = FXCollections.observableArrayList();
    private final StringProperty query = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable ConversationId> trashed = new ReadOnlyObjectWrapper<>();
    private final Runnable searchSoon;
    private final Subscription changes;
    private int searches;

    ConversationList(ConversationStore store, UiScheduler scheduler, Notices notices, DateGroups groups) {
        this.store = store;
        this.scheduler = scheduler;
        this.notices = notices;
        this.groups = groups;
        this.searchSoon = scheduler.oncePerFrame(this::search);
        query.subscribe((before, now) -> searchSoon.run());
        changes = store.observe(change -> scheduler.execute(() -> changed(change)));
        scheduler.background(() -> store.list(0, MOST_LISTED), this::take, notices::show);
    }

    /** Returns what is shown: headings and conversations, or what the search found. */
    ObservableList<ConversationRow> rows() {
        return rows;
    }

    /** Returns the text that is searched for; may be set. */
    StringProperty query() {
        return query;
    }

    /** Returns the conversation that went to the trash last. */
    ReadOnlyObjectProperty<@Nullable ConversationId> trashed() {
        return trashed.getReadOnlyProperty();
    }

    Optional<ConversationSummary> find(ConversationId conversation) {
        return all.stream().filter(one -> one.id().equals(conversation)).findFirst();
    }

    void rename(ConversationId conversation, String title) {
        report(store.rename(conversation, title.strip()));
    }

    /** Pins a conversation to the top of the list, or takes it from there. */
    void togglePin(ConversationId conversation) {
        boolean pinned = find(conversation).filter(ConversationSummary::pinned).isPresent();
        report(store.pin(conversation, !pinned).thenRun(searchSoon));
    }

    /** Puts a conversation in the trash and offers to take it out again. */
    void trash(ConversationId conversation) {
        String title = find(conversation).map(ConversationSummary::title).orElse("");
        trashed.set(conversation);
        all.removeIf(one -> one.id().equals(conversation));
        search();
        report(store.trash(conversation));
        notices.show(Notice.info(texts.get("list.trashed", title))
                .withRemedy(texts.get("list.undo"), () -> restore(conversation)));
    }

    private void restore(ConversationId conversation) {
        trashed.set(null);
        report(store.restore(conversation));
    }

    private void report(CompletableFuture<?> write) {
        var _ = write.whenComplete((value, failure) -> {
            if (failure != null) {
                notices.show(failure);
            }
        });
    }

    private void take(List<ConversationSummary> stored) {
        all.clear();
        all.addAll(stored);
        search();
    }

    private void changed(ConversationChange change) {
        switch (change) {
            case ConversationChange.Removed removed -> {
                all.removeIf(one -> one.id().equals(removed.conversation()));
                search();
            }
            case ConversationChange.Changed changed ->
                scheduler.background(() -> store.summary(changed.conversation()), this::put, notices::show);
        }
    }

    private void put(Optional<ConversationSummary> summary) {
        if (summary.isEmpty() || all.contains(summary.get())) {
            return;
        }
        ConversationSummary now = summary.get();
        all.removeIf(one -> one.id().equals(now.id()));
        if (now.trashedAt().isEmpty()) {
            all.add(now);
            all.sort(Comparator.comparing(ConversationSummary::updatedAt).reversed());
        }
        if (query.get().isBlank()) {
            search();
        }
    }

    private void search() {
        int search = ++searches;
        String text = query.get();
        if (text.isBlank()) {
            show(groups.rows(all));
            return;
        }
        scheduler.background(
                () -> store.search(text, MOST_FOUND),
                hits -> {
                    if (search == searches) {
                        show(ConversationRow.found(hits));
                    }
                },
                notices::show);
    }

    private void show(List<ConversationRow> now) {
        if (!rows.equals(now)) {
            rows.setAll(now);
        }
    }

    @Override
    public void close() {
        changes.close();
    }
}
