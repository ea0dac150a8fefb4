package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import studio.athanor.data.DataException;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** Makes the values of one column. For any thread. */
@FunctionalInterface
interface CellSampler {

    JsonElement sample(Draw draw) throws TemplateException, DataException;

    /** Returns how many slots it lasts for: those after fail. */
    default long slots() {
        return Long.MAX_VALUE;
    }
}
