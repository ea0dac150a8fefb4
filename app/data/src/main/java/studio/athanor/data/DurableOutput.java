package studio.athanor.data;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A new file whose bytes can be made to reach the disk. Not closed by interruption, as channels are. */
public final class DurableOutput extends BufferedOutputStream {

    private static final int BUFFER_BYTES = 1 << 17;

    private final FileOutputStream file;

    private DurableOutput(FileOutputStream file) {
        super(file, BUFFER_BYTES);
        this.file = file;
    }

    /** Makes the file, or empties it. */
    public static DurableOutput create(Path path) throws IOException {
        return new DurableOutput(new FileOutputStream(path.toFile()));
    }

    /** Blocks until all that was written is on the disk. */
    public void sync() throws IOException {
        flush();
        file.getFD().sync();
    }
}
