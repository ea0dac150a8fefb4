package studio.athanor.data.run;

import java.util.Optional;
import studio.athanor.data.DataException;

/** Where settled rows go, in order. Called by the loop's thread alone. */
interface RunSink {

    /** Takes a row. May wait while too many are not written yet. */
    void settled(SettledRow row) throws DataException;

    /** Takes note of a cell that was made, before it is known whether its row will pass. */
    default void made(Cell cell) {}

    /** Writes down what the run is doing, after all rows before. Blocks. */
    void status(RunStatus status, Optional<String> reason) throws DataException;

    /** Tries again to write what could not be written. Blocks. */
    default void recover() throws DataException {}
}
