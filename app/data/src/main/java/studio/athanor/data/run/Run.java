package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.function.Consumer;
import studio.athanor.data.DataException;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Subscription;

/**
 * A run that is written: rows are made in order and journalled, each once, whatever happens in between. One program at a time has it
 * open; others read it by {@link RunStore}. Thread-safe.
 *
 * <p>A run that stops, is paused or killed goes on with {@link #start} where its journal ends: with the first row that was not
 * settled, whose finished cells are not asked for again. Its rows are those of a run
 * that was never disturbed, as far as its engines answer the same question the same way.
 */
public interface Run extends AutoCloseable {

    /**
     * Makes the folder of a run and opens it, paused. Blocks on the disk.
     *
     * @param folder empty or not there yet
     * @throws DataException if there is a run already, a quota cannot be met, or the folder cannot be written
     */
    static Run create(Path folder, RunOrder order, RunParts parts, RunSettings settings) throws DataException {
        return OpenRun.create(new RunDatabase(folder), order, parts, settings);
    }

    /**
     * Opens a run that is there, paused. Blocks on the disk.
     *
     * @param order as it was run; its number of rows and its folder are not looked at
     * @throws DataException if somebody else writes it, or the recipe, a model or a source file is another
     */
    static Run resume(Path folder, RunOrder order, RunParts parts, RunSettings settings) throws DataException {
        return OpenRun.resume(new RunDatabase(folder), order, parts, settings);
    }

    /** Returns what reads the run; it is closed with the run. */
    RunStore store();

    /** Begins, or goes on. Returns at once; what goes wrong is told by {@link RunProgress#reason}. */
    void start();

    /** Asks for no more cells. What is asked for already is waited for in the background and kept. Returns at once. */
    void pause();

    /** Interrupts what runs; cells that are finished are kept. Returns at once. */
    void cancel();

    /** Returns how far the run is. */
    RunProgress progress();

    /**
     * Tells an observer how far the run is, now and ten times a second at most, from any thread; it must return quickly.
     *
     * @return closes the subscription
     */
    Subscription observe(Consumer<RunProgress> observer);

    /** Waits until nothing runs; returns what it came to. */
    RunStatus await() throws InterruptedException;

    /**
     * Makes a cell again, from its seed and its row's values. Changes nothing. Blocks until the models have answered.
     *
     * @throws DataException if there is no such cell
     * @throws EngineException if an engine fails
     * @throws TemplateException if a template fails on values that a person changed
     */
    Cell makeAgain(long row, String column)
            throws DataException, EngineException, TemplateException, InterruptedException;

    /** Replaces a value by hand. Blocks until that is written. */
    void edit(long row, String column, JsonElement value) throws DataException;

    /**
     * Takes a row out by hand, or in. Another row is made for one that was taken out as soon as the run goes on. Blocks until
     * that is written.
     *
     * @param state accepted or removed
     */
    void setState(long row, RowState state) throws DataException;

    /** Cancels, writes what is decided, and gives the run free. Blocks for some seconds at most. */
    @Override
    void close();
}
