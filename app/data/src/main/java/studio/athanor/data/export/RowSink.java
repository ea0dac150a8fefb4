package studio.athanor.data.export;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.List;

/** Writes rows to one file or several. For one thread. */
interface RowSink extends AutoCloseable {

    /** Writes a row, its values in the order of the fields. */
    void write(List<JsonElement> values) throws IOException;

    /** Ends the files and brings them to the disk. */
    void finish() throws IOException;

    /** Returns the bytes of what was written, before compression. */
    long uncompressedBytes();

    /** Closes the files; without {@link #finish} before they are not whole. */
    @Override
    void close() throws IOException;
}
