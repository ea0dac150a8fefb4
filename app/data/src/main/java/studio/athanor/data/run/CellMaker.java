package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.Map;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/**
 * Makes cells of every kind. A cell is a function of its column, row and attempt and of the values before it. Called from many
 * threads at a time.
 */
@FunctionalInterface
public interface CellMaker {

    /**
     * Makes a cell. Blocks until models have answered; interrupting cancels.
     *
     * @param soFar the values of the columns that were made before
     * @throws EngineException if an engine fails; a worker that died is asked again, all else stops the run
     * @throws TemplateException if a template fails on these values: the attempt is refused
     * @throws DataException if nothing can be made, as a source file is gone: the run stops
     * @throws InterruptedException if the thread was interrupted
     */
    Made make(Column column, long row, int attempt, Map<String, JsonElement> soFar)
            throws EngineException, TemplateException, DataException, InterruptedException;
}
