package studio.athanor.core.settings;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import studio.athanor.engines.spi.job.Subscription;

/** Settings in a {@link JsonFile}; sections this program does not know stay as they are. */
final class FileSettings implements Settings {

    private final JsonFile file;
    private final JsonObject root;
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Map<String, Object> values = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<Object>>> observers = new ConcurrentHashMap<>();

    FileSettings(Path path) {
        file = new JsonFile(path);
        JsonFile.Content read = file.read();
        root = read.content();
        read.notice().ifPresent(notice -> notices.add("The settings file " + notice));
    }

    @Override
    public synchronized <T> T get(SettingsSection<T> section) {
        // a section's name stands for one type, which its own reader made
        @SuppressWarnings("unchecked")
        T value = (T) values.computeIfAbsent(section.name(), _ -> read(section));
        return value;
    }

    private <T> Object read(SettingsSection<T> section) {
        if (!(root.get(section.name()) instanceof JsonObject stored)) {
            return section.defaults();
        }
        JsonFields fields = JsonFields.of(stored, section.name() + ".");
        T value = section.read(fields);
        for (String problem : fields.problems()) {
            notices.add("In the settings, " + problem + "; the default was taken.");
        }
        return value;
    }

    @Override
    public <T> void update(SettingsSection<T> section, UnaryOperator<T> change) {
        List<Consumer<Object>> told;
        T changed;
        synchronized (this) {
            T before = get(section);
            changed = change.apply(before);
            if (changed.equals(before)) {
                return;
            }
            values.put(section.name(), changed);
            root.add(section.name(), section.write(changed));
            file.writeLater(root);
            told = List.copyOf(observers.getOrDefault(section.name(), List.of()));
        }
        told.forEach(observer -> observer.accept(changed));
    }

    @Override
    public <T> Subscription observe(SettingsSection<T> section, Consumer<T> observer) {
        // as in get: the name stands for the type
        @SuppressWarnings("unchecked")
        Consumer<Object> untyped = value -> observer.accept((T) value);
        List<Consumer<Object>> list = observers.computeIfAbsent(section.name(), _ -> new CopyOnWriteArrayList<>());
        list.add(untyped);
        observer.accept(get(section));
        return () -> list.remove(untyped);
    }

    @Override
    public List<String> notices() {
        return new ArrayList<>(notices);
    }

    @Override
    public void close() {
        file.close();
    }
}
