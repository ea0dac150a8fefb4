package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.spi.EngineException;

/** One of some texts, which may depend on the row. */
record ChoiceCell(PreparedCall call, List<RowTemplate> options) implements CellMaker {

    static ChoiceCell of(PreparedCall call, List<String> options) throws TemplateException {
        List<RowTemplate> templates = new ArrayList<>();
        for (String option : options) {
            templates.add(RowTemplate.parse(option));
        }
        return new ChoiceCell(call, templates);
    }

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        Set<String> texts = texts(task.values());
        if (texts.isEmpty()) {
            throw NotMade.because(NotMade.SCHEMA, "With this row's values, no option is left.");
        }
        Reply reply = requests.ask(call, call.messages(task.values()), Optional.of(Grammar.oneOf(texts)));
        if (texts.contains(reply.text())) {
            return new JsonPrimitive(reply.text());
        }
        throw NotMade.with(
                new JsonPrimitive(reply.text()),
                reply.isCut() ? NotMade.TRUNCATED : NotMade.SCHEMA,
                reply.isCut()
                        ? reply.cutSentence()
                        : "The answer is none of the options: " + Answers.shortened(reply.text()));
    }

    private Set<String> texts(Map<String, JsonElement> values) throws TemplateException {
        Set<String> texts = new LinkedHashSet<>();
        for (RowTemplate option : options) {
            String text = option.render(values).strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }
}
