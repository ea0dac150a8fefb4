package studio.athanor.engines.gguf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the encoded elements of an array are. */
sealed interface ArrayContent {

    long byteLength();

    void read(Body body) throws GgufException;

    /** Reads from a window over the encoded elements. */
    @FunctionalInterface
    interface Body {
        void run(Window window) throws IOException, GgufException;
    }

    /** Takes a piece of the encoding. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] piece, int length) throws IOException;
    }

    /** Elements held in memory. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes never leave the package
    record InMemory(byte[] bytes) implements ArrayContent {
        @Override
        public long byteLength() {
            return bytes.length;
        }

        @Override
        public void read(Body body) throws GgufException {
            try {
                body.run(Window.over(bytes));
            } catch (IOException e) {
                throw new IllegalStateException("elements in memory were checked when they were read", e);
            }
        }
    }

    /** Elements that stay in the file. */
    record InFile(Path file, FileStamp stamp, long position, long byteLength) implements ArrayContent {
        @Override
        public void read(Body body) throws GgufException {
            Refusals refusals = new Refusals(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (!FileStamp.of(file).equals(stamp)) {
                    throw refusals.changed();
                }
                body.run(Window.over(channel, position, position + byteLength));
            } catch (NoSuchFileException e) {
                throw refusals.missing(e);
            } catch (IOException e) {
                throw refusals.unreadable(e);
            }
        }
    }
}
