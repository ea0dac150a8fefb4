package studio.athanor.engines.gguf;

/**
 * Something odd in a file that is no reason to refuse it.
 *
 * @param field the part of the file, for example {@code metadata key general.name}; empty for all of it
 * @param text what is odd, without a full stop
 */
public record GgufWarning(String field, String text) {

    @Override
    public String toString() {
        return field.isEmpty() ? text : field + ": " + text;
    }
}
