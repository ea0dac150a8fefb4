package studio.athanor.engines.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of what a worker wrote to stdout and stderr: the last lines, and apart from them the last lines that look
 * like errors, which a flood of others does not push out. Bounded; thread-safe.
 */
final class LogTail {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);

    static final int MAX_LINES = 200;
    static final int MAX_ERROR_CHARS = 8 * 1024;
    static final int MAX_LINE_BYTES = 2048;

    private static final Pattern ERROR = Pattern.compile(
            "error|fail|lost|assert|abort|fatal|terminate called|exception|cannot|unable|out of memory|insufficient"
                    + "|undefined symbol|what\\(\\)|^#",
            Pattern.CASE_INSENSITIVE);

    private final Deque<String> lines = new ArrayDeque<>();
    private final Deque<String> errors = new ArrayDeque<>();
    private int errorChars;

    /** Reads a stream to its end, in short lines whatever it holds. Blocks. */
    void drain(InputStream stream) {
        byte[] line = new byte[MAX_LINE_BYTES];
        int length = 0;
        byte[] chunk = new byte[8192];
        try (stream) {
            int count = stream.read(chunk);
            while (count >= 0) {
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        add(text(line, length));
                        length = 0;
                    } else if (length < MAX_LINE_BYTES) {
                        line[length++] = chunk[i];
                    }
                }
                count = stream.read(chunk);
            }
        } catch (IOException ended) {
            // a broken pipe ends the log as its end does
        }
        if (length > 0) {
            add(text(line, length));
        }
    }

    private static String text(byte[] line, int length) {
        return new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
    }

    synchronized void add(String line) {
        log.debug("worker: {}", line);
        lines.addLast(line);
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
        if (ERROR.matcher(line).find()) {
            errors.addLast(line);
            errorChars += line.length() + 1;
            while (errorChars > MAX_ERROR_CHARS) {
                errorChars -= errors.removeFirst().length() + 1;
            }
        }
    }

    /** Returns the last lines, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns the last lines that look like errors, oldest first. */
    synchronized List<String> errors() {
        return List.copyOf(errors);
    }
}
