package studio.athanor.core.window;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.JsonFile;

/** Keeps the window's state in a file of its own, as it changes often and matters little. Thread-safe. */
public final class WindowStateFile implements AutoCloseable {

    private static final double FURTHEST = 100_000;

    private final JsonFile file;
    private @Nullable WindowState latest;

    /** Names the file; touches nothing. */
    public WindowStateFile(Path path) {
        file = new JsonFile(path);
    }

    /** Returns what was kept, or the initial state if there is nothing usable. */
    public synchronized WindowState load() {
        WindowState known = latest;
        if (known == null) {
            known = read(JsonFields.of(file.read().content(), ""));
            latest = known;
        }
        return known;
    }

    /** Keeps a state; written in the background, the latest wins. */
    public synchronized void save(WindowState state) {
        if (!state.equals(latest)) {
            latest = state;
            file.writeLater(write(state));
        }
    }

    /** Waits until the latest state is written. */
    @Override
    public void close() {
        file.close();
    }

    private static WindowState read(JsonFields fields) {
        Optional<WindowState.Bounds> bounds = Optional.empty();
        if (fields.has("bounds")) {
            JsonFields box = fields.object("bounds");
            bounds = Optional.of(new WindowState.Bounds(
                    box.number("x", 0, -FURTHEST, FURTHEST),
                    box.number("y", 0, -FURTHEST, FURTHEST),
                    box.number("width", 1280, 1, FURTHEST),
                    box.number("height", 800, 1, FURTHEST)));
        }
        Map<String, Double> dividers = new LinkedHashMap<>();
        JsonFields given = fields.object("dividers");
        given.names().forEach(name -> dividers.put(name, given.number(name, 0.5, 0, 1)));
        Map<String, Boolean> flags = new LinkedHashMap<>();
        JsonFields switches = fields.object("flags");
        switches.names().forEach(name -> flags.put(name, switches.flag(name, false)));
        Map<String, String> texts = new LinkedHashMap<>();
        JsonFields words = fields.object("texts");
        words.names().forEach(name -> texts.put(name, words.text(name, "")));
        return new WindowState(
                bounds, fields.flag("maximised", false), fields.text("pane", ""), dividers, flags, texts);
    }

    private static JsonObject write(WindowState state) {
        JsonObject json = new JsonObject();
        state.bounds().ifPresent(bounds -> {
            JsonObject box = new JsonObject();
            box.addProperty("x", bounds.x());
            box.addProperty("y", bounds.y());
            box.addProperty("width", bounds.width());
            box.addProperty("height", bounds.height());
            json.add("bounds", box);
        });
        json.addProperty("maximised", state.maximised());
        json.addProperty("pane", state.pane());
        JsonObject dividers = new JsonObject();
        new TreeMap<>(state.dividers()).forEach(dividers::addProperty);
        json.add("dividers", dividers);
        JsonObject flags = new JsonObject();
        new TreeMap<>(state.flags()).forEach(flags::addProperty);
        json.add("flags", flags);
        JsonObject texts = new JsonObject();
        new TreeMap<>(state.texts()).forEach(texts::addProperty);
        json.add("texts", texts);
        return json;
    }
}
