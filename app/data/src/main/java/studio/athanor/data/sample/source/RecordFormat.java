package studio.athanor.data.sample.source;

import com.google.gson.JsonObject;
import java.util.Set;

/**
 * How records lie in a file. It learns from the first pass over the file ({@link #begin}, then {@link #admit} for
 * each record in order) and reads records afterwards.
 */
interface RecordFormat {

    /** Looks at the beginning of the file, at most some 64 KiB, before anything else. */
    default void begin(byte[] bytes, int from, int to) {}

    /** Returns a splitter at the beginning of a record. */
    RecordSplitter splitter();

    /** Returns whether there is nothing between two ends of records: such records do not count. */
    boolean isBlank(byte[] bytes, int from, int to);

    /**
     * Checks a record that is not blank.
     *
     * @return whether it counts; a header does not
     */
    boolean admit(byte[] bytes, int from, int to) throws MalformedRecordException;

    /** Reads a record that was admitted. */
    JsonObject read(byte[] bytes, int from, int to) throws MalformedRecordException;

    /** Returns the names of fields seen, in order. */
    Set<String> fields();

    /** Returns whether {@link #fields} are all. */
    default boolean knowsAllFields() {
        return true;
    }
}
