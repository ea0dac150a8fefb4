package studio.athanor.desktop.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;

/**
 * The models as the window knows them, and what can be done with them. FX thread only; the rows follow the library and
 * the sessions, at most once per frame.
 */
public final class ModelDesk implements AutoCloseable {

    private static final int MOST_FOUND = 12;

    private final Texts texts = Texts.of(ModelDesk.class);
    private final Studio studio;
    private final UiScheduler scheduler;
    private final Notices notices;
    private final CurrentModel current;
    private final ObservableList<ModelRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ModelRow> readOnly = FXCollections.unmodifiableObservableList(rows);
    private final List<Subscription> subscriptions = new ArrayList<>();
    private volatile List<ModelRow> known = List.of();
    private OptionalLong freeBytes = OptionalLong.empty();

    /** Follows the studio's models until closed. */
    public ModelDesk(Studio studio, UiScheduler scheduler, Notices notices, CurrentModel current) {
        this.studio = studio;
        this.scheduler = scheduler;
        this.notices = notices;
        this.current = current;
        Runnable refresh = scheduler.oncePerFrame(this::refresh);
        subscriptions.add(studio.library().observe(models -> refresh.run()));
        subscriptions.add(studio.sessions().observe(sessions -> refresh.run()));
        current.ref().subscribe((before, now) -> refresh());
        refresh();
        measureMemory();
    }

    /** Returns the models: those in memory first, then the others by name. */
    ObservableList<ModelRow> rows() {
        return readOnly;
    }

    /** Returns a model's row. */
    Optional<ModelRow> row(ModelRef model) {
        return rows.stream().filter(row -> row.ref().equals(model)).findFirst();
    }

    /** Returns models that can be loaded and match a query, not more than are looked at; for any thread. */
    List<ModelRow> find(String query) {
        return known.stream()
                .filter(row -> row.loadable() && row.matches(query))
                .limit(MOST_FOUND)
                .toList();
    }

    /** Looks how much memory is free, off the FX thread; the rows follow. */
    void measureMemory() {
        scheduler.background(HostMemory::availableBytes, free -> {
            freeBytes = free;
            refresh();
        });
    }

    OptionalLong freeBytes() {
        return freeBytes;
    }

    /** Makes a model the one that answers, and loads it with its remembered settings. */
    public void choose(ModelRef model) {
        current.choose(model);
        report(studio.sessions().ensureLoaded(model), model, null);
    }

    /** Makes a model the one that answers, and loads it. */
    void load(ModelRef model, ModelLoadSettings settings, boolean remember) {
        if (remember) {
            studio.sessions().remember(model, settings);
        }
        current.choose(model);
        report(studio.sessions().ensureLoaded(model, settings), model, settings);
    }

    /** Loads a model again with other settings, whether or not it is the one that answers. */
    public void reload(ModelRef model, ModelLoadSettings settings) {
        report(studio.sessions().ensureLoaded(model, settings), model, settings);
    }

    /** Returns the settings that the load dialog starts from. */
    ModelLoadSettings settings(ModelRef model) {
        return studio.sessions()
                .session(model)
                .map(ModelSession::settings)
                .orElseGet(() -> studio.sessions().rememberedSettings(model));
    }

    /** Unloads a model, or cancels its load. */
    public void unload(ModelRef model) {
        var _ = studio.sessions().unload(model).result().whenComplete((done, failure) -> {
            if (failure != null && !isCancel(failure)) {
                notices.show(failure);
            }
            scheduler.execute(this::measureMemory);
        });
    }

    /** Adds a file, or every model of a folder, and loads what was opened if it is one sound file. */
    public void open(Path fileOrFolder) {
        scheduler.background(() -> studio.library().open(fileOrFolder), this::opened, notices::show);
    }

    private void opened(ModelEntry entry) {
        switch (entry.status()) {
            case ModelEntry.Status.Rejected(String message, String remedy) ->
                notices.show(Notice.error(
                        "E-MODEL_REJECTED",
                        message,
                        remedy,
                        Optional.of(entry.file().toString())));
            case ModelEntry.Status.Missing() ->
                notices.show(Notice.error(
                        "E-MODEL_MISSING",
                        texts.get("missing", entry.file()),
                        texts.get("missing.advice"),
                        Optional.empty()));
            case ModelEntry.Status.Usable _, ModelEntry.Status.Unread _ -> choose(entry.ref());
        }
    }

    /** Adds every model of a folder without loading one. */
    void addFolder(Path folder) {
        scheduler.background(
                () -> studio.library().open(folder),
                entry -> notices.show(Notice.info(texts.get("folder.added", folder))),
                notices::show);
    }

    /** Forgets a model that the user added; the notice offers to take that back. */
    void forget(ModelRow row) {
        Path file = row.entry().file();
        scheduler.background(
                () -> {
                    studio.library().forget(row.ref());
                    return file;
                },
                forgotten -> notices.show(Notice.info(texts.get("forgotten", row.name()))
                        .withRemedy(texts.get("undo"), () -> readd(file))),
                notices::show);
    }

    private void readd(Path file) {
        scheduler.background(() -> studio.library().open(file), entry -> {}, notices::show);
    }

    /** Looks for new, changed and missing files. */
    void rescan() {
        var _ = studio.library().rescan();
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    private void report(Job<ModelSession> job, ModelRef model, @Nullable ModelLoadSettings settings) {
        var _ = job.result().whenComplete((session, failure) -> {
            if (failure != null && !isCancel(failure)) {
                notices.show(notices.describe(failure).withRemedy(texts.get("load.again"), () -> {
                    if (settings == null) {
                        choose(model);
                    } else {
                        load(model, settings, false);
                    }
                }));
            }
            if (session != null && !session.adjustments().isEmpty()) {
                notices.show(Notice.warning(
                        texts.get("adjusted", session.entry().name(), String.join(" ", session.adjustments()))));
            }
            scheduler.execute(this::measureMemory);
        });
    }

    private static boolean isCancel(Throwable failure) {
        return failure instanceof CancellationException
                || (failure instanceof CompletionException && failure.getCause() instanceof CancellationException);
    }

    private void refresh() {
        List<ModelRow> now = new ArrayList<>();
        for (ModelEntry entry : studio.library().models()) {
            Optional<SessionState> state =
                    studio.sessions().session(entry.ref()).map(ModelSession::state);
            Fit fit = entry.facts()
                    .map(facts -> Fit.of(facts.weightBytes(), freeBytes))
                    .orElse(Fit.UNKNOWN);
            now.add(new ModelRow(
                    entry, state, fit, entry.ref().equals(current.ref().get())));
        }
        now.sort(Comparator.comparing(ModelRow::inMemory).reversed());
        known = List.copyOf(now);
        mirror(now);
    }

    /** While the models are the same, only the rows that look different are replaced, so that a list keeps its place. */
    private void mirror(List<ModelRow> now) {
        if (!refs(now).equals(refs(rows))) {
            rows.setAll(now);
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(rows.get(i))) {
                rows.set(i, now.get(i));
            }
        }
    }

    private static List<ModelRef> refs(List<ModelRow> rows) {
        return rows.stream().map(ModelRow::ref).toList();
    }
}
