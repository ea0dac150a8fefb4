package studio.athanor.core.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.OpenRequest;

/** The kind of engine that {@link FakeOpener} opens. */
final class FakeProvider implements EngineProvider {

    private final String id;

    FakeProvider(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
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
