package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.ColumnKind.Score;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.grammar.JsonSchemaGrammar;
import studio.athanor.engines.grammar.SchemaException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Message;

/**
 * The models that judge under one rubric. Immutable.
 *
 * @param calls one per judge, in order
 */
record Judges(Score score, List<PreparedCall> calls, Grammar grammar) {

    static Judges of(Score score, Recipe recipe) throws TemplateException, SchemaException {
        ModelCall call = score.call();
        List<PreparedCall> calls = new ArrayList<>();
        for (String slot : score.judges()) {
            calls.add(PreparedCall.of(
                    new ModelCall(
                            slot, call.system(), call.prompt(), call.sampling(), call.maxTokens(), call.reasoning()),
                    recipe));
        }
        return new Judges(score, List.copyOf(calls), JsonSchemaGrammar.compile(Rubric.schema(score)));
    }

    int count() {
        return calls.size();
    }

    /**
     * Asks one judge.
     *
     * @param part names the request within the cell
     * @param values what the templates see
     */
    JsonObject verdict(int judge, String part, Map<String, JsonElement> values, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        PreparedCall call = calls.get(judge);
        List<Message> messages =
                PreparedCall.messages(Optional.of(Rubric.system(call.system(values), score)), call.prompt(values));
        Reply reply = requests.ask(part, call, messages, Optional.of(grammar));
        if (Answers.json(reply, grammar) instanceof JsonObject verdict) {
            return verdict;
        }
        throw NotMade.because(NotMade.SCHEMA, "The judge gave no object: " + Answers.shortened(reply.text()));
    }
}
