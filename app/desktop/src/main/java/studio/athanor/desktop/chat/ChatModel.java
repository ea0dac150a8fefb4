package studio.athanor.desktop.chat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
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
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.presets.Presets;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;
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
    private final ShownTurns turns = new ShownTurns();

    private final FollowedAnswer answering;
    private final ModelReload reload;
    private final Subscription libraryChanges;
    private @Nullable ConversationId openId;
    private int opened;
    private boolean beginning;

    ChatModel(ChatServices services, PaneContext context) {
        this.services = services;
        this.context = context;
        this.currentModel = context.model();
        this.composer = new Composer(context.scheduler(), context.notices());
        this.meter = new ContextMeter(services, context.scheduler(), this::model);
        this.drafts = new DraftKeeper(composer, services.store(), context);
        this.answering = new FollowedAnswer(context.scheduler(), progress, this::updateState, this::finished);
        this.reload = new ModelReload(services.sessions(), context, progress);
        settings.set(firstSettings());
        libraryChanges =
                services.library().observe(models -> context.scheduler().execute(this::updateState));
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
        return turns.messages();
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

    /** Tells whether the file of the model that answers is not there any more. */
    boolean modelIsGone() {
        return model().flatMap(services.library()::find)
                .filter(entry -> entry.status() instanceof ModelEntry.Status.Missing)
                .isPresent();
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
        turns.messages().clear();
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
        turns.show(found);
        found.active().ifPresent(answer -> answering.follow(answer, messages().getLast()));
    }

    private void leave() {
        answering.leave();
        trouble.set(null);
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
                messages().size(),
                drafts::sent);
    }

    /** Sends a text as it is, for example an example question. */
    void send(String text) {
        composer.text().set(text);
        send();
    }

    void stop() {
        answering.cancel();
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
        int index = messages().indexOf(at);
        if (index >= 0 && !busy() && !at.streaming()) {
            begin(call, index, () -> {});
        }
    }

    private boolean busy() {
        return answering.state().isPresent() || beginning;
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
        answering.follow(answer, turns.begin(answer, index));
        if (openId == null) {
            adopt(answer);
        }
        var _ = answer.stored().thenRun(() -> refreshBranches(answer.conversation()));
        updateState();
    }

    /** Reads again how many branches there are beside each turn; any thread. */
    private void refreshBranches(ConversationId id) {
        context.scheduler().background(() -> services.store().path(id), read -> {
            if (id.equals(openId)) {
                turns.updateBranches(read);
            }
        });
    }

    /** A new conversation has its id from its first answer on; the rest follows when it is stored. */
    private void adopt(ActiveAnswer answer) {
        int opening = opened;
        ConversationId id = answer.conversation();
        openId = id;
        drafts.begun(id);
        context.memory().keepText(OPEN_KEY, id.value());
        ChatSettings chosen = settings.get();
        var _ = answer.stored()
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

    private void finished(ActiveAnswer answer, Turn turn) {
        var _ = answer.finished().thenRun(() -> refreshBranches(answer.conversation()));
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
        model().ifPresent(model -> reload.start(
                model,
                () -> {
                    trouble.set(null);
                    recount();
                },
                this::updateState));
    }

    void dismissTrouble() {
        trouble.set(null);
        updateState();
    }

    // ---- state ----

    private void updateState() {
        state.set(stateNow());
    }

    private ChatState stateNow() {
        if (answering.state().isPresent()) {
            return answering.state().get();
        }
        if (reload.running()) {
            return ChatState.LOADING_MODEL;
        }
        Failure failure = trouble.get();
        if (failure != null
                && (failure.kind() == Failure.Kind.WORKER_DIED || failure.kind() == Failure.Kind.DEVICE_LOST)) {
            return ChatState.WORKER_DIED;
        }
        // what was said stays in sight; asking on says what is wrong
        if (model().isEmpty() || (messages().isEmpty() && modelIsGone())) {
            return ChatState.NO_MODEL;
        }
        return messages().isEmpty() ? ChatState.EMPTY : ChatState.IDLE;
    }

    /** Counts again how full the context is. */
    void recount() {
        meter.count(settings.get(), turns.said());
    }

    @Override
    public void close() {
        drafts.flush();
        libraryChanges.close();
        answering.leave();
        meter.close();
    }
}
