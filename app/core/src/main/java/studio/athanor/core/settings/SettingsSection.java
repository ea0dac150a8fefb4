package studio.athanor.core.settings;

import com.google.gson.JsonObject;

/**
 * One feature's part of the settings file, and how it is read and written.
 *
 * @param <T> an immutable value
 */
public interface SettingsSection<T> {

    /** Returns the section's name in the file. */
    String name();

    /** Returns the values before anybody chose. */
    T defaults();

    /** Reads the values; a missing or unusable field takes its default. */
    T read(JsonFields fields);

    /** Writes the values. */
    JsonObject write(T value);
}
