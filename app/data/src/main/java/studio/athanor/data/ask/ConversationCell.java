package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.ColumnKind.Conversation;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Message;

/**
 * A conversation between two models. The assistant reads the conversation as it grows, so that an engine computes only what is
 * new; the other model reads its prompt, in which {@code messages} is the conversation and {@code turn} the number of the
 * question, from 1, of {@code turns}.
 */
record ConversationCell(PreparedCall user, PreparedCall assistant, int minTurns, int maxTurns) implements CellMaker {

    static ConversationCell of(Conversation kind, Recipe recipe) throws TemplateException {
        return new ConversationCell(
                PreparedCall.of(kind.user(), recipe),
                PreparedCall.of(kind.assistant(), recipe),
                kind.minTurns(),
                kind.maxTurns());
    }

    @Override
    public JsonElement make(CellTask task, CellRequests requests)
            throws NotMade, TemplateException, EngineException, InterruptedException {
        int span = Math.max(1, maxTurns - minTurns + 1);
        int turns = minTurns + (int) Long.remainderUnsigned(task.seed("turns"), span);
        Optional<String> system = assistant.system(task.values());
        List<Message> said = new ArrayList<>();
        for (int turn = 1; turn <= turns; turn++) {
            Map<String, JsonElement> values = task.valuesWith(Map.of(
                    "turn", new JsonPrimitive(turn),
                    "turns", new JsonPrimitive(turns),
                    "messages", Json.messages(said)));
            say(Message.Role.USER, user, user.messages(values), said, requests);
            List<Message> heard = new ArrayList<>();
            system.ifPresent(text -> heard.add(Message.of(Message.Role.SYSTEM, text)));
            heard.addAll(said);
            say(Message.Role.ASSISTANT, assistant, heard, said, requests);
        }
        return Json.messages(said);
    }

    private static void say(
            Message.Role role, PreparedCall call, List<Message> heard, List<Message> said, CellRequests requests)
            throws NotMade, EngineException, InterruptedException {
        String part = "turn" + (said.size() + 1);
        try {
            said.add(Message.of(role, Answers.text(requests.ask(part, call, heard, Optional.empty()))));
        } catch (NotMade e) {
            throw NotMade.with(Json.messages(said), e.reason(), "In " + part + ": " + e.detail());
        }
    }
}
