package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** Makes the cells of one column. Immutable, for any number of threads. */
@FunctionalInterface
interface CellMaker {

    /**
     * Makes a cell. Blocks until the models have answered; interruption cancels what runs.
     *
     * @param requests sends the requests of this cell and keeps account of them
     * @throws NotMade if the row or the answer does not give a value
     * @throws TemplateException if a template fails on the row
     * @throws EngineException if an engine fails; another seed would not help
     */
    JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException;
}
