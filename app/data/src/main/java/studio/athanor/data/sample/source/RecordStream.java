package studio.athanor.data.sample.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

/** The records of a stream, one after another, as slices of a buffer. */
final class RecordStream {

    private static final int FIRST_SIZE = 1 << 16;
    static final int LONGEST_RECORD = 1 << 26;

    private final InputStream in;
    private final RecordFormat format;
    private final RecordSplitter splitter;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int next;
    private int limit;
    private long base;
    private int from;
    private int to;
    private long line;

    /** Reads the beginning. */
    RecordStream(InputStream in, RecordFormat format) throws IOException, MalformedRecordException {
        this.in = in;
        this.format = format;
        limit = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
        next = afterMark();
        format.begin(buffer, next, limit);
        splitter = format.splitter();
    }

    private int afterMark() throws MalformedRecordException {
        if (limit >= 2 && ((buffer[0] == -1 && buffer[1] == -2) || (buffer[0] == -2 && buffer[1] == -1))) {
            throw new MalformedRecordException("the file is UTF-16", "Save the file as UTF-8.");
        }
        boolean marked = limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /** Goes to the next record that is not blank; false at the end. */
    boolean advance() throws IOException, MalformedRecordException {
        while (find()) {
            if (!format.isBlank(buffer, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean find() throws IOException, MalformedRecordException {
        line = splitter.line();
        from = next;
        int scanned = next;
        while (true) {
            int end = splitter.end(buffer, scanned, limit);
            if (end >= 0) {
                to = end;
                next = end;
                return true;
            }
            int kept = limit - from;
            if (!fill()) {
                splitter.finish();
                to = limit;
                next = limit;
                return to > from;
            }
            scanned = from + kept;
        }
    }

    /** Moves the record that is being read to the front and reads on behind it. */
    private boolean fill() throws IOException, MalformedRecordException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("The reading was interrupted");
        }
        System.arraycopy(buffer, from, buffer, 0, limit - from);
        base += from;
        limit -= from;
        from = 0;
        if (limit == buffer.length) {
            if (limit >= LONGEST_RECORD) {
                throw new MalformedRecordException(
                        "it is longer than 64 MiB", "Look for a quote that is not closed, or shorten the record.");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            return false;
        }
        limit += read;
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Returns where in the file the record begins. */
    long offset() {
        return base + from;
    }

    /** Returns the line on which the record begins, or would begin. */
    long line() {
        return line;
    }
}
