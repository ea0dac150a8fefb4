package studio.athanor.desktop.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.EngineOpener;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.OpenRequest;

/** Opens engines in this process that a test speaks for. */
public final class FakeOpener implements EngineOpener {

    private final BlockingQueue<FakeAnswer> asked = new LinkedBlockingQueue<>();
    private volatile Optional<Consumer<FakeAnswer>> answering = Optional.empty();

    /** Creates an opener whose models wait for {@link #next}. */
    public FakeOpener() {}

    /** Lets models answer by themselves from now on. */
    public void answerWith(Consumer<FakeAnswer> answer) {
        answering = Optional.of(answer);
    }

    /** Waits for the next request. */
    public FakeAnswer next() throws InterruptedException {
        @Nullable FakeAnswer answer = asked.poll(30, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("nobody asked");
        }
        return answer;
    }

    private void ask(FakeAnswer answer) {
        answering.ifPresentOrElse(by -> by.accept(answer), () -> asked.add(answer));
    }

    @Override
    public List<EngineProvider> providers() {
        return List.of(new Provider());
    }

    @Override
    public Availability availability(EngineProvider provider) {
        return new Availability.Available("fake 1", "");
    }

    @Override
    public List<EngineDevice> devices(EngineProvider provider) {
        return List.of();
    }

    @Override
    public Map<String, Long> measureCompute(EngineProvider provider, OpenRequest request) {
        return Map.of();
    }

    @Override
    public Engine open(EngineProvider provider, OpenRequest request, LoadObserver observer) {
        observer.progress("weights", 0.5);
        return new FakeEngine(model(request), this::ask);
    }

    private static LoadedModel model(OpenRequest request) {
        return new LoadedModel(
                "fake",
                "fake 1",
                request.modelFile(),
                "fake",
                "llama",
                "fake 1M Q8_0",
                1_000_000,
                1_000_000,
                8_192,
                request.options().contextTokens().orElse(8_192),
                1,
                1,
                100,
                OptionalInt.empty(),
                Optional.of("{{ messages }}{{ enable_thinking }}"),
                Set.of(Capability.CHAT),
                List.of(),
                List.of());
    }

    @Override
    public void close() {}

    private static final class Provider implements EngineProvider {

        @Override
        public String id() {
            return "fake";
        }

        @Override
        public String displayName() {
            return "Fake";
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.CHAT);
        }

        @Override
        public boolean accepts(Path model) {
            return model.toString().endsWith(".gguf");
        }

        @Override
        public Availability check(EngineEnvironment environment) {
            return new Availability.Available("fake 1", "");
        }

        @Override
        public List<EngineDevice> devices(EngineEnvironment environment) {
            return List.of();
        }

        @Override
        public Engine open(EngineEnvironment environment, OpenRequest request, LoadObserver observer) {
            throw new AssertionError("the fake is opened by its opener");
        }
    }
}
