package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import java.util.Optional;
import studio.athanor.data.recipe.ColumnKind.ToolConversation;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.SchemaException;
import studio.athanor.engines.spi.EngineException;

/**
 * A conversation in which the assistant calls tools that a model plays.
 *
 * @param fixed the tools, where they are the same for all rows
 * @param tools a template of them, where they are not
 */
record ToolCell(
        PreparedCall assistant, PreparedCall simulator, Optional<ToolSet> fixed, RowTemplate tools, int maxCalls)
        implements CellMaker {

    static ToolCell of(ToolConversation kind, Recipe recipe) throws TemplateException, SchemaException {
        ModelCall simulator = new ModelCall(
                kind.simulator(),
                Optional.empty(),
                "",
                Optional.empty(),
                kind.call().maxTokens(),
                false);
        return new ToolCell(
                PreparedCall.of(kind.call(), recipe),
                PreparedCall.of(simulator, recipe),
                RowSchema.isTemplate(kind.tools()) ? Optional.empty() : Optional.of(ToolSet.of(kind.tools())),
                RowTemplate.parse(kind.tools()),
                kind.maxCalls());
    }

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        ToolSet set = toolSet(task);
        ToolTalk talk = new ToolTalk(this, set, task, requests);
        try {
            return talk.run();
        } catch (NotMade e) {
            throw NotMade.with(talk.transcript(), e.reason(), e.detail());
        }
    }

    private ToolSet toolSet(CellTask task) throws NotMade, TemplateException {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        try {
            return ToolSet.of(tools.render(task.values()));
        } catch (SchemaException e) {
            throw NotMade.because(NotMade.SCHEMA, "This row's tools cannot be used: " + e.getMessage());
        }
    }
}
