package studio.athanor.core.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** Models in folders. The folders are looked through for the first time when somebody first asks what there is. */
final class FolderModelLibrary implements ModelLibrary {

    private static final long PUBLISH_NANOS = 200_000_000L;
    private static final Comparator<ModelEntry> ORDER = Comparator.comparing(
                    (ModelEntry entry) -> entry.origin() == ModelEntry.Origin.STARTER)
            .thenComparing(entry -> entry.name().toLowerCase(Locale.ROOT))
            .thenComparing(entry -> entry.ref().value());

    private final ModelPlaces places;
    private final Settings settings;
    private final ModelIndex index;
    private final Jobs jobs;
    private final List<Consumer<List<ModelEntry>>> observers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean looked = new AtomicBoolean();
    private final Map<ModelRef, ModelEntry> known = new LinkedHashMap<>();

    FolderModelLibrary(ModelPlaces places, Settings settings, ModelIndex index, Jobs jobs) {
        this.places = places;
        this.settings = settings;
        this.index = index;
        this.jobs = jobs;
    }

    @Override
    public List<ModelEntry> models() {
        lookOnce();
        synchronized (known) {
            return known.values().stream()
                    .filter(entry ->
                            entry.facts().map(facts -> !facts.companion()).orElse(true))
                    .sorted(ORDER)
                    .toList();
        }
    }

    private void lookOnce() {
        if (looked.compareAndSet(false, true)) {
            var _ = rescan();
        }
    }

    @Override
    public Optional<ModelEntry> find(ModelRef model) {
        synchronized (known) {
            ModelEntry entry = known.get(model);
            if (entry != null && !(entry.status() instanceof ModelEntry.Status.Unread)) {
                return Optional.of(entry);
            }
        }
        return places.file(model).map(file -> {
            ModelEntry entry = read(file);
            if (!(entry.status() instanceof ModelEntry.Status.Missing)) {
                put(entry);
            }
            return entry;
        });
    }

    @Override
    public Optional<ModelEntry> starter() {
        return ModelPlaces.find(places.starters()).stream()
                .sorted()
                .findFirst()
                .flatMap(file -> find(places.ref(file)));
    }

    @Override
    public ModelEntry open(Path fileOrFolder) throws StudioException {
        Path path = fileOrFolder.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(path)) {
                return openFolder(path);
            }
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        } catch (IOException e) {
            throw new StudioException.InputRejected(
                    "MODEL-1",
                    "The model " + path + " cannot be opened: " + FileFailures.reason(e) + ".",
                    "Choose a GGUF file that is there.",
                    e);
        }
        Path file = ModelParts.first(path);
        ModelEntry entry = read(file);
        if (entry.status() instanceof ModelEntry.Status.Missing) {
            throw new StudioException.InputRejected(
                    "MODEL-1",
                    "The first part of the model, " + file + ", is missing.",
                    "Put all parts of the model into one folder.",
                    null);
        }
        if (entry.status() instanceof ModelEntry.Status.Rejected(String message, String remedy)
                && !ModelParts.looksLikeModel(file)) {
            throw new StudioException.InputRejected("MODEL-2", message + ".", remedy, null);
        }
        if (entry.origin() == ModelEntry.Origin.ADDED) {
            settings.update(AddedModels.SECTION, added -> added.withFile(file));
        }
        put(entry);
        publish();
        return entry;
    }

    private ModelEntry openFolder(Path folder) throws StudioException {
        List<Path> files = ModelPlaces.find(folder);
        if (files.isEmpty()) {
            throw new StudioException.InputRejected(
                    "MODEL-3",
                    "There is no model in the folder " + folder + ".",
                    "Choose a GGUF file, or a folder that holds some.",
                    null);
        }
        if (places.origin(files.getFirst()) == ModelEntry.Origin.ADDED) {
            settings.update(AddedModels.SECTION, added -> added.withFolder(folder));
        }
        for (Path file : files) {
            put(entry(file, new ModelEntry.Status.Unread()));
        }
        ModelEntry first = read(files.stream().sorted().findFirst().orElseThrow());
        put(first);
        publish();
        var _ = rescan();
        return first;
    }

    @Override
    public void forget(ModelRef model) throws StudioException {
        Path file = places.file(model)
                .filter(path -> places.origin(path) == ModelEntry.Origin.ADDED)
                .orElseThrow(() -> new StudioException.InputRejected(
                        "MODEL-4",
                        "The model " + model + " is not one that was opened from elsewhere.",
                        "Move its file out of the studio's folder of models instead.",
                        null));
        settings.update(AddedModels.SECTION, added -> added.without(file));
        AddedModels left = settings.get(AddedModels.SECTION);
        synchronized (known) {
            known.values()
                    .removeIf(entry -> entry.origin() == ModelEntry.Origin.ADDED
                            && !left.files().contains(entry.file())
                            && left.folders().stream().noneMatch(entry.file()::startsWith));
        }
        publish();
    }

    @Override
    public Job<List<ModelEntry>> rescan() {
        looked.set(true);
        return jobs.start("Look for models", this::scan);
    }

    private List<ModelEntry> scan(JobContext context) throws InterruptedException {
        AddedModels added = settings.get(AddedModels.SECTION);
        Set<Path> files = new LinkedHashSet<>(ModelPlaces.find(places.starters()));
        files.addAll(ModelPlaces.find(places.home()));
        files.addAll(added.files());
        added.folders().forEach(folder -> files.addAll(ModelPlaces.find(folder)));
        List<Path> distinct = withoutTwins(files);
        // sizes are read from the disk, which nobody who asks what there is may wait for
        List<ModelEntry> unread = distinct.stream()
                .map(file -> entry(file, new ModelEntry.Status.Unread()))
                .toList();
        synchronized (known) {
            Map<ModelRef, ModelEntry> before = new LinkedHashMap<>(known);
            known.clear();
            unread.forEach(entry -> known.put(entry.ref(), before.getOrDefault(entry.ref(), entry)));
        }
        publish();
        long published = System.nanoTime();
        int done = 0;
        for (Path file : distinct) {
            context.checkCancelled();
            put(read(file));
            context.progress(new Progress.Steps(++done, distinct.size(), "models"));
            if (System.nanoTime() - published > PUBLISH_NANOS) {
                publish();
                published = System.nanoTime();
            }
        }
        publish();
        return models();
    }

    /** One file that is reached in two ways is one model. */
    private static List<Path> withoutTwins(Set<Path> files) {
        Map<Path, Path> byRealPath = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                byRealPath.putIfAbsent(file.toRealPath(), file);
            } catch (IOException e) {
                byRealPath.putIfAbsent(file, file);
            }
        }
        return new ArrayList<>(byRealPath.values());
    }

    private ModelEntry read(Path file) {
        List<Path> parts = ModelParts.all(file);
        if (!Files.exists(file)) {
            return entry(file, new ModelEntry.Status.Missing());
        }
        String stamp;
        try {
            stamp = ModelIndex.stamp(parts);
        } catch (NoSuchFileException e) {
            return entry(
                    file,
                    new ModelEntry.Status.Rejected(
                            "A part of the model is missing: "
                                    + Path.of(e.getFile()).getFileName(),
                            "Put all parts of the model into one folder."));
        } catch (IOException e) {
            return entry(
                    file,
                    new ModelEntry.Status.Rejected(
                            file.getFileName() + " cannot be read: " + FileFailures.reason(e),
                            "Check that the file may be read."));
        }
        Optional<ModelEntry.Status> remembered = index.status(file, stamp);
        if (remembered.isPresent()) {
            return entry(file, remembered.get());
        }
        ModelEntry.Status status;
        try {
            status = new ModelEntry.Status.Usable(ModelHeader.read(file));
        } catch (ModelUnreadable e) {
            status = new ModelEntry.Status.Rejected(e.message(), e.remedy());
        }
        index.keep(file, stamp, status);
        return entry(file, status);
    }

    private ModelEntry entry(Path file, ModelEntry.Status status) {
        return new ModelEntry(
                places.ref(file),
                file,
                ModelParts.displayName(file),
                ModelParts.bytes(file),
                places.origin(file),
                status);
    }

    private void put(ModelEntry entry) {
        synchronized (known) {
            known.put(entry.ref(), entry);
        }
    }

    private void publish() {
        List<ModelEntry> now = models();
        observers.forEach(observer -> observer.accept(now));
    }

    @Override
    public Subscription observe(Consumer<List<ModelEntry>> observer) {
        observers.add(observer);
        observer.accept(models());
        return () -> observers.remove(observer);
    }
}
