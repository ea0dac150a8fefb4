package studio.athanor.core.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 of model files, computed in the background, one file at a time, once per file. Of a model in parts it is
 * that of the parts one after another. Thread-safe.
 */
public final class ModelHashes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelHashes.class);
    private static final int CHUNK = 1 << 20;

    private final ModelIndex index;
    private final Semaphore oneAtATime = new Semaphore(1, true);
    private final Map<Path, CompletableFuture<Optional<String>>> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ModelHashes(ModelIndex index) {
        this.index = index;
    }

    /** Returns the hash if it is known; does not compute it. Reads the files' attributes. */
    public Optional<String> known(Path model) {
        try {
            return index.sha256(model, ModelIndex.stamp(ModelParts.all(model)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Completes with the hash in hexadecimal, or with nothing if the file cannot be read or changed meanwhile. */
    public CompletableFuture<Optional<String>> of(Path model) {
        Optional<String> known = known(model);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known);
        }
        return running.computeIfAbsent(model, this::begin);
    }

    private CompletableFuture<Optional<String>> begin(Path model) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        var _ = Thread.ofVirtual().name("hash-" + model.getFileName()).start(() -> {
            Optional<String> hash = compute(model);
            running.remove(model);
            result.complete(hash);
        });
        return result;
    }

    private Optional<String> compute(Path model) {
        List<Path> parts = ModelParts.all(model);
        oneAtATime.acquireUninterruptibly();
        try {
            String before = ModelIndex.stamp(parts);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path part : parts) {
                if (!digest(part, digest)) {
                    return Optional.empty();
                }
            }
            if (!ModelIndex.stamp(parts).equals(before)) {
                return Optional.empty();
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            index.keepSha256(model, before, hash);
            return Optional.of(hash);
        } catch (IOException e) {
            log.warn("The hash of {} cannot be computed: {}", model, e.getMessage());
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        } finally {
            oneAtATime.release();
        }
    }

    private boolean digest(Path part, MessageDigest digest) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(part)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (closed) {
                    return false;
                }
                digest.update(chunk, 0, read);
            }
        }
        return true;
    }

    /** Stops computing. */
    @Override
    public void close() {
        closed = true;
    }
}
