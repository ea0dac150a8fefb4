package studio.athanor.desktop.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelLibrary;
import studio.athanor.core.models.ModelRef;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Subscription;

/** A library in memory. */
public final class FakeModelLibrary implements ModelLibrary {

    private final Jobs jobs;
    private final List<ModelEntry> entries = new CopyOnWriteArrayList<>(List.of(FakeModels.starter()));
    private final List<Consumer<List<ModelEntry>>> observers = new CopyOnWriteArrayList<>();

    FakeModelLibrary(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Adds a model. */
    public void add(ModelEntry entry) {
        entries.add(0, entry);
        publish();
    }

    @Override
    public List<ModelEntry> models() {
        return new ArrayList<>(entries);
    }

    @Override
    public Optional<ModelEntry> find(ModelRef model) {
        return entries.stream().filter(entry -> entry.ref().equals(model)).findFirst();
    }

    @Override
    public Optional<ModelEntry> starter() {
        return entries.stream()
                .filter(entry -> entry.origin() == ModelEntry.Origin.STARTER)
                .findFirst();
    }

    @Override
    public ModelEntry open(Path fileOrFolder) throws StudioException {
        String name = String.valueOf(fileOrFolder.getFileName());
        if (name.endsWith(".txt")) {
            throw new StudioException.InputRejected(
                    "MODEL-1", "There is no model in " + name + ".", "Choose a file that ends in .gguf.", null);
        }
        ModelEntry entry = name.startsWith("bad")
                ? FakeModels.rejected(name)
                : FakeModels.added(name.replace(".gguf", ""), 2_000_000_000L);
        add(entry);
        return entry;
    }

    @Override
    public void forget(ModelRef model) {
        entries.removeIf(entry -> entry.ref().equals(model));
        publish();
    }

    @Override
    public Job<List<ModelEntry>> rescan() {
        return jobs.start("Look for models", context -> models());
    }

    @Override
    public Subscription observe(Consumer<List<ModelEntry>> observer) {
        observers.add(observer);
        observer.accept(models());
        return () -> observers.remove(observer);
    }

    private void publish() {
        observers.forEach(observer -> observer.accept(models()));
    }
}
