package studio.athanor.core.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import studio.athanor.engines.spi.job.Subscription;

/**
 * What people choose, in one JSON file. Thread-safe. Reading is from memory; a change is told to observers at once and
 * written in the background: to a sibling file, synced, moved into place, the one before kept as {@code .bak}.
 */
public interface Settings extends AutoCloseable {

    /** Reads the file of settings, if there is one. Blocks for a moment. */
    static Settings open(Path file) {
        return new FileSettings(file);
    }

    /** Returns the values of a section. */
    <T> T get(SettingsSection<T> section);

    /** Changes the values of a section. */
    <T> void update(SettingsSection<T> section, UnaryOperator<T> change);

    /** Calls an observer with the values and on each change, from the thread that changes them. */
    <T> Subscription observe(SettingsSection<T> section, Consumer<T> observer);

    /** Returns sentences about what was wrong with the file when it was read; empty if nothing was. */
    List<String> notices();

    /** Writes what is not written yet. Blocks until that is done. */
    @Override
    void close();
}
