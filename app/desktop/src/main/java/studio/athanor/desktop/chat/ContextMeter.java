package studio.athanor.desktop.chat;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Message;

/** How full the context is, counted by the engine when it is loaded. FX thread only; the engine is asked on others. */
final class ContextMeter implements AutoCloseable {

    private final ChatServices services;
    private final UiScheduler scheduler;
    private final Supplier<Optional<ModelRef>> model;
    private final ReadOnlyObjectWrapper<ContextUse> use = new ReadOnlyObjectWrapper<>(ContextUse.UNKNOWN);
    private final ReadOnlyObjectWrapper<@Nullable LoadedModel> loaded = new ReadOnlyObjectWrapper<>();
    private final Subscription sessions;
    private ChatSettings settings = ChatSettings.defaults();
    private List<Message> said = List.of();
    private int counts;

    ContextMeter(ChatServices services, UiScheduler scheduler, Supplier<Optional<ModelRef>> model) {
        this.services = services;
        this.scheduler = scheduler;
        this.model = model;
        Runnable again = scheduler.oncePerFrame(this::recount);
        sessions = services.sessions().observe(now -> again.run());
    }

    ReadOnlyObjectProperty<ContextUse> use() {
        return use.getReadOnlyProperty();
    }

    /** Returns the model of the conversation if it is loaded. */
    ReadOnlyObjectProperty<@Nullable LoadedModel> loaded() {
        return loaded.getReadOnlyProperty();
    }

    void count(ChatSettings how, List<Message> messages) {
        settings = how;
        said = List.copyOf(messages);
        recount();
    }

    private void recount() {
        int count = ++counts;
        Optional<ModelSession> session = model.get().flatMap(services.sessions()::session);
        if (session.isEmpty() || !(session.get().state() instanceof SessionState.Ready ready)) {
            loaded.set(null);
            use.set(ContextUse.UNKNOWN);
            return;
        }
        loaded.set(ready.model());
        int total = ready.model().contextTokens();
        if (said.isEmpty() && settings.systemPrompt().isBlank()) {
            use.set(new ContextUse(0, total));
            return;
        }
        scheduler.background(
                () -> session.get()
                        .text()
                        .countTokens(settings.request(said, false).prompt()),
                used -> {
                    if (count == counts) {
                        use.set(new ContextUse(used, total));
                    }
                },
                failure -> {
                    if (count == counts) {
                        use.set(new ContextUse(-1, total));
                    }
                });
    }

    @Override
    public void close() {
        sessions.close();
    }
}
