package studio.athanor.data.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.athanor.data.DataException;

/**
 * The rows that words or values were found in so far, so that pages of the same search go on where the one before ended. Rows that
 * were found stay found until somebody changes a row by hand. Thread-safe.
 */
final class FoundRows {

    private static final int ROWS_AT_A_TIME = 1000;

    private final RowFilter filter;
    private final RowQuery query;
    private final String changes;
    private long[] numbers = new long[256];
    private int size;
    private long next;

    /** @param changes says which changes by hand were made when it began */
    FoundRows(RowFilter filter, RowQuery query, String changes) {
        this.filter = filter;
        this.query = query;
        this.changes = changes;
    }

    boolean isFor(RowFilter other, String changesNow) {
        return filter.equals(other) && changes.equals(changesNow);
    }

    /** Returns the numbers of a part of the rows; looks no further than needed. */
    synchronized long[] page(RunReaders readers, long offset, int limit) throws DataException {
        long end = offset + limit;
        boolean more = true;
        while (size < end && more) {
            more = lookOn(readers);
        }
        int from = (int) Math.min(offset, size);
        return Arrays.copyOfRange(numbers, from, (int) Math.min(end, size));
    }

    /** Looks through all rows that are there. */
    synchronized long count(RunReaders readers) throws DataException {
        while (lookOn(readers)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new DataException.FileFailed("The search was stopped.", "Search again.", null);
            }
        }
        return size;
    }

    private boolean lookOn(RunReaders readers) throws DataException {
        List<Long> passed = new ArrayList<>();
        long behind = readers.read(connection -> look(connection, passed));
        for (long number : passed) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }
        if (behind >= 0) {
            next = behind;
            return true;
        }
        if (!passed.isEmpty()) {
            next = passed.getLast() + 1;
        }
        return false;
    }

    private long look(Connection connection, List<Long> passed) throws SQLException {
        return query.look(connection, next, ROWS_AT_A_TIME, passed);
    }
}
