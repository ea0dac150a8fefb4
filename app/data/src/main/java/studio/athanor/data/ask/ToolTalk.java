package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Message;

/**
 * One conversation with tools. What the models read is text that any template can show: calls and answers as the assistant
 * wrote them, results as turns of the user. What the row gets is the same in the form of OpenAI.
 */
final class ToolTalk {

    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Some templates refuse ids of another length. */
    private static final int ID_LENGTH = 9;

    private final ToolCell cell;
    private final ToolSet set;
    private final CellTask task;
    private final CellRequests requests;
    private final List<Message> heard = new ArrayList<>();
    private final JsonArray transcript = new JsonArray();
    private final StringBuilder earlierCalls = new StringBuilder();

    ToolTalk(ToolCell cell, ToolSet set, CellTask task, CellRequests requests) {
        this.cell = cell;
        this.set = set;
        this.task = task;
        this.requests = requests;
    }

    JsonArray transcript() {
        return transcript;
    }

    JsonArray run() throws NotMade, TemplateException, EngineException, InterruptedException {
        String question = cell.assistant().prompt(task.values());
        heard.addAll(
                PreparedCall.messages(Optional.of(set.system(cell.assistant().system(task.values()))), question));
        transcript.add(Json.message("user", question));
        for (int call = 1; call <= cell.maxCalls(); call++) {
            if (!turn(call)) {
                return transcript;
            }
        }
        JsonObject last = object("turn" + (cell.maxCalls() + 1), cell.assistant(), heard, set.answer());
        answer(last.get(ToolSet.ANSWER));
        return transcript;
    }

    /** Lets the assistant call a tool or answer; returns whether it called one. */
    private boolean turn(int number) throws NotMade, EngineException, InterruptedException {
        JsonObject said = object("turn" + number, cell.assistant(), heard, set.turn());
        if (said.has(ToolSet.ANSWER)) {
            answer(said.get(ToolSet.ANSWER));
            return false;
        }
        ToolSet.Tool tool = set.tools().get(said.get(ToolSet.NAME).getAsString());
        if (tool == null) {
            throw NotMade.because(NotMade.SCHEMA, "The model called a tool that there is not.");
        }
        String arguments = Json.write(said.get(ToolSet.ARGUMENTS));
        String id = id("call" + number);
        transcript.add(called(id, tool.name(), arguments));
        JsonElement result = result(number, tool, arguments);
        transcript.add(returned(id, tool.name(), Json.write(result)));
        heard.add(Message.of(Message.Role.ASSISTANT, Json.write(said)));
        heard.add(Message.of(Message.Role.USER, "Result of " + tool.name() + ": " + Json.write(result)));
        earlierCalls
                .append(tool.name())
                .append(' ')
                .append(arguments)
                .append(" returned ")
                .append(Json.write(result))
                .append('\n');
        return true;
    }

    private void answer(JsonElement text) throws NotMade {
        String answer = text.getAsString().strip();
        if (answer.isEmpty()) {
            throw NotMade.because(NotMade.EMPTY, "The assistant's answer is blank.");
        }
        transcript.add(Json.message("assistant", answer));
    }

    private JsonElement result(int number, ToolSet.Tool tool, String arguments)
            throws NotMade, EngineException, InterruptedException {
        String system = "You play the tool " + tool.name() + ": " + tool.description()
                + "\nYou are given the arguments of a call. Write what the tool returns as JSON and nothing else."
                + tool.returns()
                        .map(schema -> " It is valid under this JSON Schema: " + Json.write(schema))
                        .orElse("");
        String earlier = earlierCalls.isEmpty() ? "" : "Earlier calls:\n" + earlierCalls + "\n";
        List<Message> messages = PreparedCall.messages(Optional.of(system), earlier + "Arguments: " + arguments);
        Reply reply = requests.ask("result" + number, cell.simulator(), messages, Optional.of(tool.result()));
        return Answers.json(reply, tool.result());
    }

    private JsonObject object(String part, PreparedCall call, List<Message> messages, Grammar grammar)
            throws NotMade, EngineException, InterruptedException {
        Reply reply = requests.ask(part, call, List.copyOf(messages), Optional.of(grammar));
        if (Answers.json(reply, grammar) instanceof JsonObject object) {
            return object;
        }
        throw NotMade.because(NotMade.SCHEMA, "The assistant wrote no object: " + Answers.shortened(reply.text()));
    }

    private String id(String part) {
        StringBuilder id = new StringBuilder();
        long rest = task.seed(part);
        while (id.length() < ID_LENGTH) {
            id.append(ID_LETTERS.charAt((int) Long.remainderUnsigned(rest, ID_LETTERS.length())));
            rest = Long.divideUnsigned(rest, ID_LETTERS.length());
        }
        return id.toString();
    }

    private static JsonObject called(String id, String name, String arguments) {
        JsonObject function = new JsonObject();
        function.addProperty(ToolSet.NAME, name);
        function.add(ToolSet.ARGUMENTS, new JsonPrimitive(arguments));
        JsonObject call = new JsonObject();
        call.addProperty("id", id);
        call.addProperty("type", "function");
        call.add("function", function);
        JsonArray calls = new JsonArray();
        calls.add(call);
        JsonObject message = Json.message("assistant", "");
        message.add("tool_calls", calls);
        return message;
    }

    private static JsonObject returned(String id, String name, String result) {
        JsonObject message = Json.message("tool", result);
        message.addProperty("tool_call_id", id);
        message.addProperty(ToolSet.NAME, name);
        return message;
    }
}
