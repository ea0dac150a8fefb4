package studio.athanor.engines.gguf;

import java.io.IOException;
import java.io.OutputStream;

/** Supplies the bytes of one tensor while its file is written. */
@FunctionalInterface
public interface TensorSource {

    /**
     * Writes all bytes of the tensor, in the encoding of its type, row by row; blocks as long as the stream does.
     *
     * @param out where the bytes go; buffered, and not to be closed
     */
    void writeTo(OutputStream out) throws IOException;
}
