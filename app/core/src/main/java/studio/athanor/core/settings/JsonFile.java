package studio.athanor.core.settings;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.home.FileFailures;

/**
 * A small JSON file that survives crashes: written to a sibling, synced, and moved into place, the one before kept with
 * the suffix {@code .bak}. Thread-safe.
 */
public final class JsonFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JsonFile.class);
    private static final long LARGEST = 32L << 20;

    private final Path file;
    private final Path backup;
    private final Object lock = new Object();
    private @Nullable JsonObject unwritten;
    private boolean closed;
    private boolean writing;
    private boolean failed;

    /** Names the file; touches nothing. */
    public JsonFile(Path file) {
        this.file = file;
        backup = sibling(".bak");
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * What was read.
     *
     * @param content of the file, or of its last good copy, or empty
     * @param notice what was wrong, a sentence
     */
    public record Content(JsonObject content, Optional<String> notice) {}

    /** Reads the file; a damaged one is put aside and the last good copy taken in its place. Blocks. */
    public Content read() {
        if (!Files.exists(file)) {
            return Files.exists(backup)
                    ? readBackup(file + " is missing")
                    : new Content(new JsonObject(), Optional.empty());
        }
        try {
            return new Content(parse(file), Optional.empty());
        } catch (IOException | JsonParseException e) {
            putAside();
            return readBackup(file + " cannot be read (" + reason(e) + ")");
        }
    }

    private Content readBackup(String problem) {
        try {
            if (Files.exists(backup)) {
                return new Content(parse(backup), Optional.of(problem + "; the copy before it was taken."));
            }
        } catch (IOException | JsonParseException e) {
            log.warn("{} cannot be read either: {}", backup, reason(e));
        }
        return new Content(new JsonObject(), Optional.of(problem + "; it begins anew."));
    }

    private void putAside() {
        try {
            Files.move(file, sibling(".damaged"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("{} cannot be put aside: {}", file, FileFailures.reason(e));
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException io ? FileFailures.reason(io) : "it is not valid JSON";
    }

    private static JsonObject parse(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
        }
        return parse(Files.readString(path, StandardCharsets.UTF_8));
    }

    /**
     * Parses a text that must be one JSON object and nothing else.
     *
     * @throws JsonParseException if it is not
     */
    public static JsonObject parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element = JsonParser.parseReader(reader);
        try {
            if (element instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT) {
                return object;
            }
        } catch (IOException e) {
            throw new JsonParseException(e);
        }
        throw new JsonParseException("not one object");
    }

    /** Writes content soon, in the background; of several, the last. After {@link #close} it does nothing. */
    public void writeLater(JsonObject content) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            unwritten = content.deepCopy();
            if (!writing) {
                writing = true;
                var _ = Thread.ofVirtual().name("write-" + file.getFileName()).start(this::writeAll);
            }
        }
    }

    private void writeAll() {
        while (true) {
            JsonObject next;
            synchronized (lock) {
                if (unwritten == null) {
                    writing = false;
                    lock.notifyAll();
                    return;
                }
                next = unwritten;
                unwritten = null;
            }
            try {
                write(next);
                failed = false;
            } catch (IOException e) {
                if (!failed) {
                    log.warn("{} cannot be written: {}", file, FileFailures.reason(e));
                }
                failed = true;
            }
        }
    }

    private void write(JsonObject content) throws IOException {
        Path next = sibling(".new");
        byte[] bytes = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(content)
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        if (Files.exists(file)) {
            move(file, backup);
        }
        move(next, file);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Waits until everything is written; what comes later is not. */
    @Override
    public void close() {
        boolean interrupted = false;
        synchronized (lock) {
            closed = true;
            while (writing) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
