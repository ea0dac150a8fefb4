package studio.athanor.core.presets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.StudioException;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.JsonFile;
import studio.athanor.core.settings.SamplingJson;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Sampling;

/** Presets read from the program's folder, one file each, and the user's, all in one file. */
final class FilePresets implements Presets {

    private static final Logger log = LoggerFactory.getLogger(FilePresets.class);
    private static final int LONGEST_NAME = 60;
    private static final Comparator<Preset> BY_NAME =
            Comparator.comparing(preset -> preset.name().toLowerCase(Locale.ROOT));

    private final JsonFile file;
    private final Path builtInFolder;
    private final List<Consumer<List<Preset>>> observers = new CopyOnWriteArrayList<>();
    private @Nullable List<Preset> builtIn;
    private @Nullable List<Preset> users;

    FilePresets(Path builtInFolder, Path userFile) {
        this.builtInFolder = builtInFolder;
        file = new JsonFile(userFile);
    }

    private List<Preset> builtIn() {
        List<Preset> known = builtIn;
        if (known == null) {
            known = readBuiltIn(builtInFolder);
            builtIn = known;
        }
        return known;
    }

    private List<Preset> users() {
        List<Preset> known = users;
        if (known == null) {
            JsonFile.Content read = file.read();
            read.notice().ifPresent(notice -> log.warn("The presets file {}", notice));
            known = JsonFields.of(read.content(), "").objects("presets").stream()
                    .map(fields -> read(fields, false))
                    .filter(preset -> !preset.name().isBlank())
                    .sorted(BY_NAME)
                    .toList();
            users = known;
        }
        return known;
    }

    private static List<Preset> readBuiltIn(Path folder) {
        List<Ordered> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                JsonFields fields = JsonFields.of(JsonFile.parse(Files.readString(each)), "");
                found.add(new Ordered(fields.integer("order", 100, 0, 1000), read(fields, true)));
            }
        } catch (IOException | JsonParseException e) {
            log.warn("The presets in {} cannot be read: {}", folder, e.getMessage());
        }
        return found.stream()
                .sorted(Comparator.comparingLong(Ordered::order).thenComparing(Ordered::preset, BY_NAME))
                .map(Ordered::preset)
                .toList();
    }

    private record Ordered(long order, Preset preset) {}

    private static Preset read(JsonFields fields, boolean builtIn) {
        String name = fields.text("name", "");
        return new Preset(
                fields.text("id", idOf(name)),
                name,
                fields.text("description", ""),
                SamplingJson.read(fields.object("sampling")),
                builtIn);
    }

    private static String idOf(String name) {
        return "user:" + name.toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized List<Preset> all() {
        List<Preset> all = new ArrayList<>(builtIn());
        all.addAll(users());
        return all;
    }

    @Override
    public Optional<Preset> find(String id) {
        return all().stream().filter(preset -> preset.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Preset> matching(Sampling sampling) {
        Sampling unseeded = sampling.toBuilder().randomSeed().build();
        return all().stream()
                .filter(preset ->
                        preset.sampling().toBuilder().randomSeed().build().equals(unseeded))
                .findFirst();
    }

    @Override
    public Preset save(String name, String description, Sampling sampling) throws StudioException {
        String given = name.strip();
        if (given.isEmpty() || given.length() > LONGEST_NAME) {
            throw new StudioException.InputRejected(
                    "PRESET-1",
                    "A preset's name has 1 to " + LONGEST_NAME + " characters.",
                    "Choose another name.",
                    null);
        }
        List<Preset> now;
        Preset saved = new Preset(idOf(given), given, description.strip(), sampling, false);
        synchronized (this) {
            if (builtIn().stream().anyMatch(preset -> preset.name().equalsIgnoreCase(given))) {
                throw new StudioException.InputRejected(
                        "PRESET-2",
                        "The preset " + given + " came with the program and cannot be changed.",
                        "Choose another name.",
                        null);
            }
            keep(Stream.concat(others(saved.id()), Stream.of(saved)));
            now = all();
        }
        observers.forEach(observer -> observer.accept(now));
        return saved;
    }

    @Override
    public void delete(String id) {
        List<Preset> now;
        synchronized (this) {
            if (users().stream().noneMatch(preset -> preset.id().equals(id))) {
                return;
            }
            keep(others(id));
            now = all();
        }
        observers.forEach(observer -> observer.accept(now));
    }

    private Stream<Preset> others(String id) {
        return users().stream().filter(preset -> !preset.id().equals(id));
    }

    private void keep(Stream<Preset> presets) {
        List<Preset> sorted = presets.sorted(BY_NAME).toList();
        users = sorted;
        JsonArray array = new JsonArray();
        for (Preset preset : sorted) {
            JsonObject json = new JsonObject();
            json.addProperty("name", preset.name());
            json.addProperty("description", preset.description());
            json.add("sampling", SamplingJson.write(preset.sampling()));
            array.add(json);
        }
        JsonObject root = new JsonObject();
        root.add("presets", array);
        file.writeLater(root);
    }

    @Override
    public Subscription observe(Consumer<List<Preset>> observer) {
        observers.add(observer);
        observer.accept(all());
        return () -> observers.remove(observer);
    }

    @Override
    public void close() {
        file.close();
    }
}
