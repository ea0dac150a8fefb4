package studio.athanor.core.chat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.Models;
import studio.athanor.core.models.SessionState;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.Usage;

/** Gets one answer out of a model and onto the disk: loads, asks, saves what is there four times a second, and the end. */
final class AnswerRunner {

    private static final Logger log = LoggerFactory.getLogger(AnswerRunner.class);
    private static final long SAVE_INTERVAL_MILLIS = 250;

    private final SqliteConversationStore store;
    private final Models models;
    private final Receipts receipts;
    private final UnsavedTurns unsaved;
    private final Map<RunningAnswer, Request> requests = new ConcurrentHashMap<>();

    AnswerRunner(SqliteConversationStore store, Models models, InstantSource clock, UnsavedTurns unsaved) {
        this.store = store;
        this.models = models;
        this.unsaved = unsaved;
        receipts = new Receipts(clock);
    }

    /** What was asked of which model; the session is known once it is loaded. */
    private record Request(ChatSettings settings, Optional<ModelSession> session, Optional<LoadedModel> loaded) {}

    /** Starts; returns at once. */
    void run(RunningAnswer answer, ModelRef model, ChatSettings seeded, List<Message> messages, boolean resumes) {
        requests.put(answer, new Request(seeded, Optional.empty(), Optional.empty()));
        var _ = Thread.ofVirtual().name("answer").start(() -> ask(answer, model, seeded, messages, resumes));
        var _ = Thread.ofVirtual().name("answer-saver").start(() -> savePartials(answer));
    }

    private void ask(
            RunningAnswer answer, ModelRef model, ChatSettings settings, List<Message> messages, boolean resumes) {
        try {
            Optional<ModelSession> session = loaded(answer, model);
            if (session.isEmpty()) {
                answer.end(new TextEvent.Cancelled(Usage.NONE));
                return;
            }
            Optional<LoadedModel> loaded = session.get().state() instanceof SessionState.Ready(LoadedModel ready)
                    ? Optional.of(ready)
                    : Optional.empty();
            requests.put(answer, new Request(settings, session, loaded));
            answer.modelReady();
            answer.running(session.get().text().generate(settings.request(messages, resumes), answer::onEvent));
        } catch (EngineException e) {
            answer.end(new TextEvent.Failed(e.toFailure()));
        } catch (InterruptedException e) {
            answer.end(new TextEvent.Cancelled(Usage.NONE));
        } catch (RuntimeException e) {
            log.error("An answer could not be begun", e);
            answer.end(new TextEvent.Failed(new Failure(
                    Failure.Kind.COMPUTATION_FAILED,
                    "The answer could not be begun: " + e + ".",
                    "Report this with the log.",
                    Optional.empty())));
        }
    }

    /** Waits for the model; a load goes on if only this answer is cancelled. */
    private Optional<ModelSession> loaded(RunningAnswer answer, ModelRef model)
            throws EngineException, InterruptedException {
        Job<ModelSession> job = models.sessions().ensureLoaded(model);
        try (Subscription _ = job.state() == Job.State.RUNNING ? job.observe(answer::modelLoading) : () -> {}) {
            CompletableFuture<Object> first = CompletableFuture.anyOf(job.result(), answer.cancelled());
            first.get();
            return answer.cancelled().isDone()
                    ? Optional.empty()
                    : Optional.of(job.result().get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            if (e.getCause() instanceof CancellationException) {
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The next save waits for the one before, so that a slow disk is not buried in them. */
    private void savePartials(RunningAnswer answer) {
        CompletableFuture<Void> saving = CompletableFuture.completedFuture(null);
        int savedLength =
                answer.begun().text().length() + answer.begun().reasoning().length();
        try {
            while (!answer.awaitEnd(SAVE_INTERVAL_MILLIS)) {
                AnswerSnapshot now = answer.snapshot();
                int length = now.text().length() + now.reasoning().length();
                if (length != savedLength && saving.isDone()) {
                    saving = store.savePartial(answer.answer(), now.text(), now.reasoning());
                    savedLength = length;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Keeps an answer that ended, and tells who follows it.
     *
     * @param beforeTelling done when the turn is known and before anybody hears of its end, who may ask again at once
     */
    void keep(RunningAnswer answer, Runnable beforeTelling) {
        Request request = requests.remove(answer);
        TextEvent.Terminal outcome = answer.outcome();
        AnswerSnapshot end = answer.snapshot();
        Optional<Receipt> receipt = Optional.ofNullable(request).flatMap(asked -> receipt(asked, outcome));
        Turn begun = answer.begun();
        Turn turn = new Turn(
                begun.id(),
                begun.conversation(),
                begun.parent(),
                begun.role(),
                end.text(),
                end.reasoning(),
                answer.reasoningMillis(),
                end.toolCalls(),
                begun.attachments(),
                end.state(),
                receipt,
                outcome instanceof TextEvent.Failed(Failure failure) ? Optional.of(failure) : Optional.empty(),
                begun.createdAt(),
                begun.siblingIndex(),
                begun.siblingCount());
        unsaved.put(turn);
        Optional<Path> modelFile =
                Optional.ofNullable(request).flatMap(Request::loaded).map(loaded -> Path.of(loaded.modelFile()));
        CompletableFuture<Void> stored = store.finish(turn, modelFile.map(ModelNames::of));
        if (receipt.isPresent() && receipt.get().modelSha256().isEmpty() && modelFile.isPresent()) {
            addHashLater(turn.id(), receipt.get(), modelFile.get());
        }
        beforeTelling.run();
        var _ = stored.whenComplete((_, failure) -> {
            unsaved.saved(turn);
            if (failure == null) {
                answer.finished().complete(turn);
            } else {
                answer.finished().completeExceptionally(failure);
            }
        });
        answer.tellFinished(turn);
    }

    private Optional<Receipt> receipt(Request request, TextEvent.Terminal outcome) {
        return request.loaded()
                .map(loaded -> receipts.of(
                        loaded,
                        request.session().flatMap(ModelSession::plan),
                        models.hashes().known(Path.of(loaded.modelFile())),
                        request.settings(),
                        request.settings().sampling(),
                        outcome));
    }

    private void addHashLater(TurnId turn, Receipt receipt, Path modelFile) {
        var _ = models.hashes()
                .of(modelFile)
                .thenCompose(hash -> hash.isPresent()
                        ? store.saveReceipt(turn, Receipts.withModelSha256(receipt, hash.get()))
                        : CompletableFuture.<Void>completedFuture(null));
    }
}
