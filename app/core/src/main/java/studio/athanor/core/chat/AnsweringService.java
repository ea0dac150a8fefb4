package studio.athanor.core.chat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.Models;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.Usage;

/** Answers with loaded models and keeps what comes of it. */
final class AnsweringService implements ConversationService {

    private static final Logger log = LoggerFactory.getLogger(AnsweringService.class);
    private static final int LONGEST_TEXT = 10_000_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final SqliteConversationStore store;
    private final Models models;
    private final InstantSource clock;
    private final Ids ids;
    private final AnswerRunner runner;
    private final UnsavedTurns unsaved = new UnsavedTurns();
    private final Map<ConversationId, RunningAnswer> active = new ConcurrentHashMap<>();

    AnsweringService(SqliteConversationStore store, Models models, InstantSource clock, Ids ids) {
        this.store = store;
        this.models = models;
        this.clock = clock;
        this.ids = ids;
        runner = new AnswerRunner(store, models, clock, unsaved);
    }

    @Override
    public ActiveAnswer start(String text, List<Attachment> attachments, ChatSettings settings) throws StudioException {
        return ask(ids.conversation(), List.of(), text, attachments, settings, false);
    }

    @Override
    public ActiveAnswer send(
            ConversationId conversation, String text, List<Attachment> attachments, ChatSettings settings)
            throws StudioException {
        checkIdle(conversation);
        List<Turn> path = unsaved.over(conversation, store.path(conversation));
        if (path.isEmpty() && store.find(conversation).isEmpty()) {
            throw ConversationChanges.notFound(conversation);
        }
        return ask(conversation, path, text, attachments, settings, false);
    }

    @Override
    public ActiveAnswer edit(TurnId question, String text, List<Attachment> attachments, ChatSettings settings)
            throws StudioException {
        Turn there = turn(question, Message.Role.USER, "Only what you said can be edited.");
        checkIdle(there.conversation());
        return ask(there.conversation(), before(there), text, attachments, settings, true);
    }

    @Override
    public ActiveAnswer regenerate(TurnId answer, ChatSettings settings) throws StudioException {
        Turn there = turn(answer, Message.Role.ASSISTANT, "Only an answer can be made again.");
        checkIdle(there.conversation());
        List<Turn> path = before(there);
        if (path.isEmpty()) {
            throw rejected("CHAT-4", "This answer follows no question.", "Say something instead.");
        }
        Turn again = emptyAnswer(there.conversation(), there.parent());
        return begin(Optional.empty(), again, path, settings, true, false);
    }

    @Override
    public ActiveAnswer continueAnswer(TurnId answer, ChatSettings settings) throws StudioException {
        Turn there = turn(answer, Message.Role.ASSISTANT, "Only an answer can be continued.");
        checkIdle(there.conversation());
        List<Turn> path = before(there);
        path.add(there);
        return begin(Optional.empty(), there, path, settings, true, true);
    }

    private List<Turn> before(Turn turn) throws StudioException {
        return turn.parent().isPresent()
                ? new ArrayList<>(store.pathTo(turn.parent().get()))
                : new ArrayList<>();
    }

    private Turn turn(TurnId id, Message.Role role, String otherwise) throws StudioException {
        Optional<Turn> waiting = unsaved.find(id);
        Optional<Turn> found = waiting.isPresent() ? waiting : store.turn(id);
        Turn turn = found.orElseThrow(
                () -> new StudioException.NotFound("There is no turn " + id + ".", "Open the conversation again."));
        if (turn.role() != role) {
            throw rejected("CHAT-5", otherwise, "Choose another turn.");
        }
        return turn;
    }

    private ActiveAnswer ask(
            ConversationId conversation,
            List<Turn> path,
            String text,
            List<Attachment> attachments,
            ChatSettings settings,
            boolean branches)
            throws StudioException {
        String said = storable(text);
        if (said.isBlank() && attachments.isEmpty()) {
            throw rejected("CHAT-1", "The message is empty.", "Write something, or attach a file.");
        }
        if (said.length()
                        + attachments.stream()
                                .mapToInt(each -> each.text().length())
                                .sum()
                > LONGEST_TEXT) {
            throw rejected("CHAT-2", "The message is longer than 10 million characters.", "Attach less.");
        }
        Optional<TurnId> parent =
                path.isEmpty() ? Optional.empty() : Optional.of(path.getLast().id());
        Turn question = new Turn(
                ids.turn(),
                conversation,
                parent,
                Message.Role.USER,
                said,
                "",
                OptionalLong.empty(),
                List.of(),
                attachments.stream()
                        .map(each -> new Attachment(each.name(), storable(each.text())))
                        .toList(),
                Turn.State.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                0,
                1);
        Turn answer = emptyAnswer(conversation, Optional.of(question.id()));
        List<Turn> branch = new ArrayList<>(path);
        branch.add(question);
        return begin(Optional.of(question), answer, branch, settings, branches, false);
    }

    /** Half a surrogate pair cannot be stored as UTF-8, and no text that a person sees ends at a zero. */
    private static String storable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0)
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private Turn emptyAnswer(ConversationId conversation, Optional<TurnId> parent) {
        return new Turn(
                ids.turn(),
                conversation,
                parent,
                Message.Role.ASSISTANT,
                "",
                "",
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Turn.State.STREAMING,
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                0,
                1);
    }

    private ActiveAnswer begin(
            Optional<Turn> question,
            Turn answer,
            List<Turn> branch,
            ChatSettings settings,
            boolean branches,
            boolean resumes)
            throws StudioException {
        ModelRef model = model(settings);
        ConversationId conversation = answer.conversation();
        question.ifPresent(unsaved::put);
        unsaved.put(answer);
        CompletableFuture<Void> stored = new CompletableFuture<>();
        RunningAnswer running = new RunningAnswer(question, answer, stored, this::ended);
        if (active.putIfAbsent(conversation, running) != null) {
            question.ifPresent(unsaved::saved);
            unsaved.saved(answer);
            throw busy();
        }
        var _ = store.begin(
                        new SqliteConversationStore.Exchange(conversation, question, answer, branches, resumes),
                        settings)
                .whenComplete((_, failure) -> {
                    question.ifPresent(unsaved::saved);
                    if (failure == null) {
                        stored.complete(null);
                    } else {
                        stored.completeExceptionally(failure);
                    }
                });
        List<Message> messages = branch.stream().map(AnsweringService::message).toList();
        runner.run(running, model, settings.withSampling(seeded(settings)), messages, resumes);
        return running;
    }

    /** Every answer has a seed, so that its receipt can tell it even if the answer is cut short. */
    private static Sampling seeded(ChatSettings settings) {
        return settings.sampling().seed().isPresent()
                ? settings.sampling()
                : settings.sampling().toBuilder()
                        .seed(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE))
                        .build();
    }

    private static Message message(Turn turn) {
        return new Message(
                turn.role(),
                AttachmentText.message(turn.text(), turn.attachments()),
                turn.reasoning().isEmpty() ? Optional.empty() : Optional.of(turn.reasoning()),
                turn.toolCalls(),
                Optional.empty(),
                Optional.empty());
    }

    private ModelRef model(ChatSettings settings) throws StudioException {
        Optional<ModelRef> chosen = settings.model();
        return (chosen.isPresent() ? chosen : models.sessions().current())
                .orElseThrow(() -> rejected(
                        "CHAT-6",
                        "There is no model to answer with.",
                        "Open a GGUF file, or put one into the folder " + "of models."));
    }

    private void checkIdle(ConversationId conversation) throws StudioException {
        if (active.containsKey(conversation)) {
            throw busy();
        }
    }

    private static StudioException busy() {
        return rejected(
                "CHAT-3", "An answer is being made in this conversation.", "Wait for its end, or stop it first.");
    }

    private static StudioException.InputRejected rejected(String code, String message, String remedy) {
        return new StudioException.InputRejected(code, message, remedy, null);
    }

    private void ended(RunningAnswer answer) {
        runner.keep(answer, () -> active.remove(answer.conversation(), answer));
    }

    @Override
    public Optional<ActiveAnswer> active(ConversationId conversation) {
        return Optional.ofNullable(active.get(conversation));
    }

    @Override
    public List<ActiveAnswer> active() {
        return List.copyOf(active.values());
    }

    /** Cancels the answers being made; those that do not end in time are ended here, so that what they have is kept. */
    void close() {
        List<RunningAnswer> running = List.copyOf(active.values());
        running.forEach(RunningAnswer::cancel);
        try {
            for (RunningAnswer answer : running) {
                if (!answer.awaitEnd(CLOSE_MILLIS)) {
                    log.warn("An answer did not end in time and was cut off");
                    answer.end(new TextEvent.Cancelled(Usage.NONE));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.forEach(answer -> answer.end(new TextEvent.Cancelled(Usage.NONE)));
        }
    }
}
