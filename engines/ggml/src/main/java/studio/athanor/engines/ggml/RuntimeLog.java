package studio.athanor.engines.ggml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last lines that native code logged. Thread-safe. */
public final class RuntimeLog {

    private static final Logger LOG = LoggerFactory.getLogger("studio.athanor.native");

    /**
     * What backends say of a device that failed, right before they end the process. Nobody can be told then but whoever reads
     * the process's error stream.
     */
    private static final Pattern LAST_WORDS =
            Pattern.compile("device lost on |^(?:CUDA|ROCm|MUSA) error: |^ +current device: \\d");

    /** Lines that are kept. */
    public static final int CAPACITY = 200;

    private static final int LEVEL_WARN = 3;
    private static final int LEVEL_ERROR = 4;
    private static final int LEVEL_CONTINUED = 5;
    private static final int LONGEST_LINE = 4096;

    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder open = new StringBuilder();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private int level;

    RuntimeLog() {}

    /** Returns the lines that are kept, oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Collects every line logged from now on until closed. Native code logs process-wide: what two models log at once is
     * collected by both.
     */
    public Capture capture() {
        return new Capture();
    }

    /** Takes a piece of text as native code hands it over: part of a line, a line, or several. */
    synchronized void append(int pieceLevel, String text) {
        if (pieceLevel != LEVEL_CONTINUED) {
            level = pieceLevel;
        }
        open.append(text);
        int end;
        while ((end = open.indexOf("\n")) >= 0) {
            String line = open.substring(0, end).stripTrailing();
            open.delete(0, end + 1);
            add(line);
        }
        if (open.length() > LONGEST_LINE) {
            add(open.toString());
            open.setLength(0);
        }
    }

    private void add(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (lines.size() == CAPACITY) {
            lines.removeFirst();
        }
        lines.addLast(line);
        listeners.forEach(listener -> listener.accept(line));
        if (level == LEVEL_ERROR && LAST_WORDS.matcher(line).find()) {
            System.err.println(line);
        }
        if (level == LEVEL_ERROR || level == LEVEL_WARN) {
            LOG.debug("{}", line);
        } else {
            LOG.trace("{}", line);
        }
    }

    /** Lines collected for one purpose. */
    public final class Capture implements AutoCloseable {

        private final List<String> captured = new ArrayList<>();
        private final Consumer<String> listener = this::collect;

        private Capture() {
            listeners.add(listener);
        }

        private synchronized void collect(String line) {
            captured.add(line);
        }

        /** Returns what was collected so far. */
        public synchronized List<String> lines() {
            return List.copyOf(captured);
        }

        @Override
        public void close() {
            listeners.remove(listener);
        }
    }
}
