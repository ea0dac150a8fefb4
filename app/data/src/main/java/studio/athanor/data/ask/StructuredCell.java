package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import java.util.Optional;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.spi.EngineException;

/** JSON of a schema that is bound to the row. */
record StructuredCell(PreparedCall call, RowSchema schema) implements CellMaker {

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        Grammar grammar = schema.grammar(task.values());
        Reply reply = requests.ask(call, call.messages(task.values()), Optional.of(grammar));
        return Answers.json(reply, grammar);
    }
}
