package studio.athanor.engines.gguf;

import org.jspecify.annotations.Nullable;

/**
 * One line of what is known about a file, for tables and JSON.
 *
 * @param key stable, in lower camel case
 * @param label for people
 * @param text the value for people
 * @param number the value for programs, where it is a number; otherwise null
 */
public record Fact(
        String key, String label, String text, @Nullable Number number) {

    static Fact of(String key, String label, String text) {
        return new Fact(key, label, text, null);
    }

    static Fact of(String key, String label, long number) {
        return new Fact(key, label, Long.toString(number), number);
    }
}
