package studio.athanor.data.run;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import studio.athanor.data.DataException;
import studio.athanor.engines.spi.EngineException;

/**
 * Fills the accepted rows of a run into what later rows are compared with, each once.
 */
final class AcceptedRows implements AcceptanceFilling {

    private final RunStore store;
    private long last = -1;
    private boolean whole;

    AcceptedRows(RunStore store) {
        this.store = store;
    }

    @Override
    public boolean fill(Acceptance acceptance, BooleanSupplier halted)
            throws DataException, EngineException, InterruptedException {
        if (last == Long.MAX_VALUE) {
            return true;
        }
        whole = true;
        try {
            store.forEach(RowFilter.ACCEPTED, row -> {
                whole = !halted.getAsBoolean();
                if (whole && row.number() > last) {
                    add(row, acceptance);
                    last = row.number();
                }
                return whole;
            });
        } catch (NotFilled e) {
            switch (e.getCause()) {
                case EngineException engine -> throw engine;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (IOException e) {
            throw new DataException.FileFailed("The accepted rows cannot be read.", "Resume the run.", e);
        }
        if (whole) {
            last = Long.MAX_VALUE;
        }
        return whole;
    }

    @Override
    public boolean has(long row) {
        return row <= last;
    }

    private static void add(RunRow row, Acceptance acceptance) throws NotFilled {
        try {
            acceptance.accept(row.row().values(), row.number());
        } catch (EngineException | InterruptedException e) {
            throw new NotFilled(e);
        }
    }

    private static final class NotFilled extends IOException {
        private static final long serialVersionUID = 1L;

        NotFilled(Exception cause) {
            super(cause);
        }
    }
}
