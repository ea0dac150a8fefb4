package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.report.Report;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Subscription;

/** What the pane asks of the datasets' module. Everything blocks and is called off the FX thread; thread-safe. */
interface DataRooms {

    /** Reads a recipe's source. A source with mistakes has no recipe, but problems. */
    Reading read(String source, String fileName);

    /**
     * Reads a recipe's source, and looks for what cannot work in it.
     *
     * @param folder what the recipe's files are relative to
     */
    Reading check(String source, String fileName, Path folder);

    /** Returns what stays the same while a recipe means the same, however it is written. */
    String meaning(Recipe recipe);

    /** Writes a recipe that nobody has written by hand. */
    String write(Recipe recipe);

    /**
     * Writes a change into a source, and keeps what it is not about: comments, order, spelling.
     *
     * @param after what it is to say
     */
    String rewrite(String source, String fileName, Recipe after);

    /**
     * Makes some rows without keeping them, and tells of each when it is made. Ends early when interrupted.
     *
     * @throws Exception if it cannot be done: an expected failure has a remedy
     */
    void preview(PreviewWish wish, Consumer<PreviewRow> each) throws Exception;

    /** Loads the models and makes the folder of a run; {@link LiveRun#work} makes its rows. */
    LiveRun create(RunWish wish) throws Exception;

    /** Opens a run that is not at work, to go on with it. */
    LiveRun resume(Path folder, Map<String, ModelRef> models) throws Exception;

    /** Opens a run's folder for reading, whether or not it is at work. */
    RunStore open(Path folder) throws DataException;

    /** Opens a run's folder for changes by hand; for a run at work, its {@link LiveRun} is asked instead. */
    Hands hands(Path folder) throws DataException;

    /** Counts and compares the rows that were accepted. */
    Report report(RunStore store, JobContext job) throws Exception;

    /** Writes the rows for others. Returns the files. */
    List<Path> export(RunStore store, ExportWish wish, JobContext job) throws Exception;

    /**
     * What a source says.
     *
     * @param recipe empty where the source has mistakes
     * @param problems of the reading
     */
    record Reading(Optional<Recipe> recipe, List<Problem> problems) {}

    /**
     * What to preview.
     *
     * @param folder what the recipe's files are relative to
     * @param models a model for each slot
     */
    record PreviewWish(Recipe recipe, Path folder, Map<String, ModelRef> models, int rows) {}

    /**
     * A row of a preview.
     *
     * @param index from 0
     * @param cells in the order in which they were made
     * @param rejection why a run would not accept it
     */
    record PreviewRow(int index, List<Cell> cells, Optional<Rejection> rejection) {}

    /**
     * What to run.
     *
     * @param source the recipe as it is written
     * @param recipeFolder what the recipe's files are relative to
     * @param folder of the run; made
     * @param models a model for each slot
     * @param rows how many are to be accepted
     */
    record RunWish(
            String source, Recipe recipe, Path recipeFolder, Path folder, Map<String, ModelRef> models, long rows) {}

    /** A run that is at work in this program. Thread-safe. */
    interface LiveRun extends Hands {

        /** Makes rows until all are there, or until it is paused, cancelled or stopped. Blocks. */
        void work() throws Exception;

        /**
         * Asks for no more; what is asked for already is waited for. What was made stays, and the run can be resumed.
         * Returns at once.
         */
        void pause();

        /** Ends the work without waiting for what is asked for. What was made stays. Returns at once. */
        void cancel();

        /**
         * Calls an observer when something was made, from any thread; it then reads the store.
         *
         * @return closes the subscription
         */
        Subscription observe(Runnable changed);
    }

    /** Changes of single cells and rows by a person. */
    interface Hands extends AutoCloseable {

        /** Makes one cell again, as it was made, without keeping it. */
        Cell makeAgain(long row, String column) throws Exception;

        /** Gives a cell another value. */
        void edit(long row, String column, JsonElement value) throws DataException;

        /** Accepts a row, or takes it out. */
        void setState(long row, RowState state) throws DataException;

        @Override
        void close();
    }
}
