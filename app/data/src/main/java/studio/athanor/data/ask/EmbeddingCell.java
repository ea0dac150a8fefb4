package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** The vector of a text. */
record EmbeddingCell(String slot, RowTemplate template) implements CellMaker {

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        String text = template.render(task.values()).strip();
        if (text.isEmpty()) {
            throw NotMade.because(NotMade.EMPTY, "The text to embed is empty.");
        }
        JsonArray vector = new JsonArray();
        for (float value : requests.embed(slot, text)) {
            // the number that its text stands for, so that it equals the one that a run gives back
            vector.add(Double.valueOf(Float.toString(value)));
        }
        return vector;
    }
}
