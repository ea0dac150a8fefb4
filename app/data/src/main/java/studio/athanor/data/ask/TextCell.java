package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** Free text. */
record TextCell(PreparedCall call) implements CellMaker {

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        Reply reply = requests.ask(call, call.messages(task.values()), Optional.empty());
        return new JsonPrimitive(Answers.text(reply));
    }
}
