package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.Attachment;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.chat.Conversation;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.NewChatSettings;
import studio.athanor.core.chat.Turn;
import studio.athanor.core.chat.TurnId;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.presets.Presets;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Usage;

/**
 * The open conversation: what was said, what is being answered, how it is set. FX thread only; everything that touches
 * the disk or a model is done on other threads.
 */
final class ChatModel implements AutoCloseable {

    private static final String OPEN_KEY = "chat.open";

    private final ChatServices services;
    private final PaneContext context;
    private final CurrentModel currentModel;
    private final Composer composer;
    private final ContextMeter meter;
    private final DraftKeeper drafts;

    private final ReadOnlyObjectWrapper<ChatState> state = new ReadOnlyObjectWrapper<>(ChatState.EMPTY);
    private final ReadOnlyObjectWrapper<@Nullable Conversation> conversation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ChatSettings> settings = new ReadOnlyObjectWrapper<>(ChatSettings.defaults());
    private final ReadOnlyObjectWrapper<@Nullable Failure> trouble = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Progress> progress = new ReadOnlyObjectWrapper<>();
    private final ObservableList<ChatMessage> messages = FXCollections.observableArrayList();

    private @Nullable ActiveAnswer active;
    private @Nullable AnswerFeed feed;
    private Subscription following = () -> {};
    private @Nullable ChatMessage answering;
    private @Nullable ConversationId openId;
    private int opened;
    private boolean beginning;
    private boolean loadingAgain;

    ChatModel(ChatServices services, PaneContext context) {
        this.services = services;
        this.context = context;
        this.currentModel = context.model();
        this.composer = new Composer(context.scheduler(), context.notices());
        this.meter = new ContextMeter(services, context.scheduler(), this::model);
        this.drafts = new DraftKeeper(composer, services.store(), context);
        settings.set(firstSettings());
        currentModel.ref().subscribe(ref -> {
            updateState();
            recount();
        });
        updateState();
    }

    // ---- what is shown ----

    ReadOnlyObjectProperty<ChatState> state() {
        return state.getReadOnlyProperty();
    }

    /** Returns the open conversation; null for one that was not begun. */
    ReadOnlyObjectProperty<@Nullable Conversation> conversation() {
        return conversation.getReadOnlyProperty();
    }

    /** Returns how the open conversation is answered. */
    ReadOnlyObjectProperty<ChatSettings> settings() {
        return settings.getReadOnlyProperty();
    }

    /** Returns why the last answer failed, until that is put right. */
    ReadOnlyObjectProperty<@Nullable Failure> trouble() {
        return trouble.getReadOnlyProperty();
    }

    /** Returns how far loading the model or reading the prompt is. */
    ReadOnlyObjectProperty<@Nullable Progress> progress() {
        return progress.getReadOnlyProperty();
    }

    ObservableList<ChatMessage> messages() {
        return messages;
    }

    Composer composer() {
        return composer;
    }

    ContextMeter meter() {
        return meter;
    }

    ChatServices services() {
        return services;
    }

    /** Returns the model that answers this conversation. */
    Optional<ModelRef> model() {
        return settings.get()
                .model()
                .or(() -> Optional.ofNullable(currentModel.ref().get()));
    }

    /** Returns the open conversation's id; a new one has it from its first message on. */
    Optional<ConversationId> openId() {
        return Optional.ofNullable(openId);
    }

    // ---- conversations ----

    /** Opens the conversation that was open when the studio ended. */
    void openLast() {
        String last = context.memory().text(OPEN_KEY);
        if (!last.isEmpty()) {
            open(new ConversationId(last));
        }
    }

    /** Begins a new conversation; it is stored with its first message. */
    void startNew() {
        leave();
        opened++;
        openId = null;
        conversation.set(null);
        settings.set(firstSettings());
        messages.clear();
        drafts.openNew();
        context.memory().keepText(OPEN_KEY, "");
        updateState();
        recount();
    }

    private ChatSettings firstSettings() {
        ChatSettings defaults =
                context.studio().settings().get(NewChatSettings.SECTION).settings();
        if (!defaults.sampling().equals(ChatSettings.defaults().sampling())) {
            return defaults;
        }
        return services.presets()
                .find(Presets.BALANCED)
                .map(preset -> defaults.withSampling(preset.sampling()))
                .orElse(defaults);
    }

    void open(ConversationId id) {
        int opening = ++opened;
        context.scheduler().background(() -> OpenedConversation.read(services, id), found -> {
            if (opening != opened) {
                return;
            }
            if (found.isEmpty()) {
                startNew();
            } else {
                show(found.get());
            }
        });
    }

    private void show(OpenedConversation found) {
        leave();
        openId = found.conversation().id();
        conversation.set(found.conversation());
        settings.set(found.conversation().settings());
        drafts.open(found.conversation().id(), found.draft());
        context.memory().keepText(OPEN_KEY, found.conversation().id().value());
        showTurns(found);
        updateState();
        recount();
    }

    private void showTurns(OpenedConversation found) {
        List<ChatMessage> now = new ArrayList<>();
        for (Turn turn : found.turns()) {
            boolean comes = found.active()
                    .filter(answer -> answer.answer().equals(turn.id()))
                    .isPresent();
            now.add(comes ? ChatMessage.streaming(turn.id()) : ChatMessage.of(turn));
        }
        found.active()
                .filter(answer -> now.stream().noneMatch(message -> message.id().equals(answer.answer())))
                .ifPresent(answer -> now.add(ChatMessage.streaming(answer.answer())));
        messages.setAll(now);
        found.active().ifPresent(answer -> follow(answer, now.getLast()));
    }

    private void leave() {
        following.close();
        following = () -> {};
        active = null;
        feed = null;
        answering = null;
        trouble.set(null);
        progress.set(null);
    }

    // ---- asking ----

    /** Sends what was composed. Does nothing while an answer comes or there is nothing to send. */
    void send() {
        if (composer.isEmpty() || busy() || state.get() == ChatState.NO_MODEL) {
            return;
        }
        String text = composer.text().get().strip();
        List<Attachment> files = List.copyOf(composer.attachments());
        ChatSettings how = asked();
        @Nullable ConversationId in = openId;
        begin(
                () -> in == null
                        ? services.service().start(text, files, how)
                        : services.service().send(in, text, files, how),
                messages.size(),
                drafts::sent);
    }

    /** Sends a text as it is, for example an example question. */
    void send(String text) {
        composer.text().set(text);
        send();
    }

    void stop() {
        ActiveAnswer now = active;
        if (now != null) {
            now.cancel();
        }
    }

    void regenerate(ChatMessage answer) {
        branch(answer, () -> services.service().regenerate(answer.id(), asked()));
    }

    void edit(ChatMessage question, String text) {
        List<Attachment> files =
                question.turn() == null ? List.of() : question.turn().attachments();
        branch(question, () -> services.service().edit(question.id(), text.strip(), files, asked()));
    }

    void continueAnswer(ChatMessage answer) {
        branch(answer, () -> services.service().continueAnswer(answer.id(), asked()));
    }

    private void branch(ChatMessage at, Callable<ActiveAnswer> call) {
        int index = messages.indexOf(at);
        if (index >= 0 && !busy() && !at.streaming()) {
            begin(call, index, () -> {});
        }
    }

    private boolean busy() {
        return active != null || beginning;
    }

    private ChatSettings asked() {
        return settings.get().withModel(model());
    }

    private void begin(Callable<ActiveAnswer> call, int index, Runnable begun) {
        int opening = opened;
        beginning = true;
        trouble.set(null);
        context.scheduler()
                .background(
                        call,
                        answer -> {
                            beginning = false;
                            if (opening == opened) {
                                begun.run();
                                begun(answer, index);
                            }
                        },
                        failure -> {
                            beginning = false;
                            context.notices().show(failure);
                        });
    }

    private void begun(ActiveAnswer answer, int index) {
        List<ChatMessage> added = new ArrayList<>();
        answer.question().ifPresent(question -> added.add(ChatMessage.of(question)));
        ChatMessage message = ChatMessage.streaming(answer.answer());
        added.add(message);
        List<ChatMessage> now = new ArrayList<>(messages.subList(0, Math.min(index, messages.size())));
        now.addAll(added);
        messages.setAll(now);
        follow(answer, message);
        if (openId == null) {
            adopt(answer.conversation());
        }
        var _ = answer.stored().thenRun(() -> refreshBranches(answer.conversation()));
        updateState();
    }

    /** Reads again how many branches there are beside each turn; any thread. */
    private void refreshBranches(ConversationId id) {
        context.scheduler().background(() -> services.store().path(id), turns -> {
            if (id.equals(openId)) {
                for (Turn turn : turns) {
                    messages.stream()
                            .filter(message -> message.id().equals(turn.id()))
                            .forEach(message -> message.updateBranches(turn));
                }
            }
        });
    }

    /** A new conversation has its id from its first answer on; the rest follows when it is stored. */
    private void adopt(ConversationId id) {
        int opening = opened;
        openId = id;
        drafts.begun(id);
        context.memory().keepText(OPEN_KEY, id.value());
        ActiveAnswer now = active;
        if (now == null) {
            return;
        }
        ChatSettings chosen = settings.get();
        var _ = now.stored()
                .thenRun(() -> context.scheduler()
                        .background(() -> services.store().find(id), found -> {
                            if (opening == opened && conversation.get() == null) {
                                found.ifPresent(conversation::set);
                                if (!settings.get().equals(chosen)) {
                                    keepSettings();
                                }
                            }
                        }));
    }

    private void follow(ActiveAnswer answer, ChatMessage message) {
        active = answer;
        answering = message;
        AnswerFeed fresh = new AnswerFeed(context.scheduler().oncePerFrame(this::frame));
        feed = fresh;
        following = answer.subscribe(fresh);
    }

    /** Paints what came since the last frame. */
    private void frame() {
        AnswerFeed from = feed;
        ChatMessage message = answering;
        if (from == null || message == null) {
            return;
        }
        AnswerFeed.Batch batch = from.drain();
        message.grow(batch);
        progress.set(progressOf(batch));
        updateState(batch);
        batch.finished().ifPresent(turn -> finished(message, turn));
    }

    private static @Nullable Progress progressOf(AnswerFeed.Batch batch) {
        return switch (batch.stage().orElse(null)) {
            case LOADING_MODEL -> batch.loading().orElse(null);
            case READING_PROMPT ->
                batch.promptTotal() > 0 ? new Progress.Steps(batch.promptDone(), batch.promptTotal(), "tokens") : null;
            case null, default -> null;
        };
    }

    private void finished(ChatMessage message, Turn turn) {
        ActiveAnswer ended = active;
        following.close();
        active = null;
        feed = null;
        answering = null;
        progress.set(null);
        message.settle(turn);
        if (ended != null) {
            var _ = ended.finished().thenRun(() -> refreshBranches(ended.conversation()));
        }
        trouble.set(turn.failure().orElse(null));
        turn.receipt().ifPresent(receipt -> tellSpeed(receipt.usage()));
        updateState();
        recount();
    }

    private void tellSpeed(Usage usage) {
        if (usage.generatedTokens() > 0) {
            context.facts().answered(new StatusFacts.AnswerSpeed(usage.tokensPerSecond(), usage.firstTokenMillis()));
        }
    }

    // ---- branches ----

    /** Shows the branch before (-1) or behind (+1) the one a message is on. */
    void switchBranch(ChatMessage message, int step) {
        ConversationId in = openId;
        if (in == null || busy()) {
            return;
        }
        int opening = opened;
        context.scheduler()
                .background(
                        () -> {
                            List<TurnId> siblings = services.store().siblings(message.id());
                            int to = siblings.indexOf(message.id()) + step;
                            if (to >= 0 && to < siblings.size()) {
                                services.store().select(siblings.get(to)).join();
                            }
                            return OpenedConversation.read(services, in);
                        },
                        found -> {
                            if (opening == opened && found.isPresent()) {
                                trouble.set(null);
                                showTurns(found.get());
                                updateState();
                                recount();
                            }
                        });
    }

    // ---- settings ----

    void changeSettings(ChatSettings now) {
        if (!now.equals(settings.get())) {
            settings.set(now);
            keepSettings();
            recount();
        }
    }

    private void keepSettings() {
        ConversationId in = openId;
        if (in != null) {
            var _ = services.store().saveSettings(in, settings.get()).whenComplete((value, failure) -> {
                if (failure != null) {
                    context.notices().show(failure);
                }
            });
        }
    }

    // ---- trouble ----

    /** Loads the model again after its process ended. */
    void loadAgain() {
        Optional<ModelRef> model = model();
        if (model.isEmpty() || loadingAgain) {
            return;
        }
        loadingAgain = true;
        updateState();
        var job = services.sessions().ensureLoaded(model.get());
        Subscription watch = job.observe(now -> context.scheduler().execute(() -> progress.set(now)));
        var _ = job.result()
                .whenComplete((session, failure) -> context.scheduler().execute(() -> {
                    watch.close();
                    loadingAgain = false;
                    progress.set(null);
                    if (failure == null) {
                        trouble.set(null);
                    } else {
                        context.notices().show(failure);
                    }
                    updateState();
                    recount();
                }));
    }

    void dismissTrouble() {
        trouble.set(null);
        updateState();
    }

    // ---- state ----

    private void updateState() {
        updateState(null);
    }

    private void updateState(AnswerFeed.@Nullable Batch batch) {
        state.set(now(batch));
    }

    private ChatState now(AnswerFeed.@Nullable Batch batch) {
        if (active != null) {
            return switch (batch == null ? null : batch.stage().orElse(null)) {
                case LOADING_MODEL -> ChatState.LOADING_MODEL;
                case REASONING, WRITING, ENDED -> ChatState.STREAMING;
                case null, default -> ChatState.PROCESSING_PROMPT;
            };
        }
        if (loadingAgain) {
            return ChatState.LOADING_MODEL;
        }
        Failure failure = trouble.get();
        if (failure != null && failure.kind() == Failure.Kind.WORKER_DIED) {
            return ChatState.WORKER_DIED;
        }
        if (model().isEmpty()) {
            return ChatState.NO_MODEL;
        }
        return messages.isEmpty() ? ChatState.EMPTY : ChatState.IDLE;
    }

    /** Counts again how full the context is. */
    void recount() {
        List<Message> said = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (!message.streaming()) {
                said.add(Message.of(message.role(), message.text()));
            }
        }
        meter.count(settings.get(), said);
    }

    @Override
    public void close() {
        drafts.flush();
        following.close();
        meter.close();
    }
}
