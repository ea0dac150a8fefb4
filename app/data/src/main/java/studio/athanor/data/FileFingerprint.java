package studio.athanor.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What tells a file from another of the same name.
 *
 * @param path as a recipe or a person names the file
 * @param bytes its length
 * @param sha256 of its content
 */
public record FileFingerprint(String path, long bytes, String sha256) {

    private static final int BUFFER = 1 << 16;

    /**
     * Reads a file through. Blocks.
     *
     * @param path what to call it
     * @throws InterruptedIOException if the thread is interrupted; it stays interrupted
     */
    public static FileFingerprint of(String path, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("The reading of " + file + " was interrupted");
                }
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new FileFingerprint(path, bytes, Sha256.hex(digest));
    }

    /** Returns how the file differs from what it was, as the end of a sentence; empty if it does not. */
    public Optional<String> changeSince(FileFingerprint before) {
        if (bytes != before.bytes) {
            return Optional.of("it has " + bytes + " bytes now, and had " + before.bytes);
        }
        return sha256.equals(before.sha256)
                ? Optional.empty()
                : Optional.of("it is as long, but what it holds was changed (its SHA-256 is " + sha256
                        + " now, and was " + before.sha256 + ")");
    }
}
