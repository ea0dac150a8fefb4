package studio.athanor.engines.chattemplate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import studio.athanor.engines.chattemplate.RenderedChat.Adaptation;
import studio.athanor.engines.chattemplate.json.StrictJson;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Message.Role;
import studio.athanor.engines.spi.text.Tool;
import studio.athanor.engines.spi.text.ToolCall;

/** Turns conversations into the JSON that templates know from the transformers library. */
final class ConversationValues {

    private ConversationValues() {}

    static JsonArray messages(List<Message> messages, Set<Adaptation> adaptations) {
        JsonArray array = new JsonArray();
        boolean merge = adaptations.contains(Adaptation.SYSTEM_IN_USER_TURN);
        for (Message message : merge ? withoutSystem(messages) : messages) {
            array.add(message(message, adaptations));
        }
        return array;
    }

    /** Puts what system messages say before the first user turn, or into a user turn of its own if there is none. */
    static List<Message> withoutSystem(List<Message> messages) {
        List<String> system = new ArrayList<>();
        List<Message> others = new ArrayList<>();
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM) {
                system.add(message.content());
            } else {
                others.add(message);
            }
        }
        if (system.isEmpty()) {
            return messages;
        }
        String preface = String.join("\n\n", system);
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).role() == Role.USER) {
                String content = preface + "\n\n" + others.get(i).content();
                others.set(i, Message.of(Role.USER, content));
                return others;
            }
        }
        others.addFirst(Message.of(Role.USER, preface));
        return others;
    }

    private static JsonObject message(Message message, Set<Adaptation> adaptations) {
        JsonObject object = new JsonObject();
        object.addProperty("role", message.role().name().toLowerCase(Locale.ROOT));
        object.add("content", content(message.content(), adaptations));
        message.reasoning().ifPresent(reasoning -> object.addProperty("reasoning_content", reasoning));
        if (!message.toolCalls().isEmpty()) {
            JsonArray calls = new JsonArray();
            message.toolCalls().forEach(call -> calls.add(call(call, adaptations)));
            object.add("tool_calls", calls);
        }
        message.toolCallId().ifPresent(id -> object.addProperty("tool_call_id", id));
        message.toolName().ifPresent(name -> object.addProperty("name", name));
        return object;
    }

    private static JsonElement content(String content, Set<Adaptation> adaptations) {
        if (!adaptations.contains(Adaptation.CONTENT_AS_PARTS)) {
            return new JsonPrimitive(content);
        }
        JsonArray parts = new JsonArray();
        JsonObject part = new JsonObject();
        part.addProperty("type", "text");
        part.addProperty("text", content);
        parts.add(part);
        return parts;
    }

    private static JsonObject call(ToolCall call, Set<Adaptation> adaptations) {
        JsonObject function = new JsonObject();
        function.addProperty("name", call.name());
        Optional<JsonElement> arguments = adaptations.contains(Adaptation.ARGUMENTS_AS_TEXT)
                ? Optional.empty()
                : StrictJson.parse(call.arguments());
        function.add("arguments", arguments.orElseGet(() -> new JsonPrimitive(call.arguments())));
        JsonObject object = new JsonObject();
        object.addProperty("id", call.id());
        object.addProperty("type", "function");
        object.add("function", function);
        return object;
    }

    /** Returns the tools as an array, or JSON's null if there are none and the template can do without. */
    static JsonElement tools(List<Tool> tools, Set<Adaptation> adaptations) {
        if (tools.isEmpty()) {
            return adaptations.contains(Adaptation.EMPTY_TOOL_LIST) ? new JsonArray() : JsonNull.INSTANCE;
        }
        JsonArray array = new JsonArray();
        for (Tool tool : tools) {
            JsonObject function = new JsonObject();
            function.addProperty("name", tool.name());
            function.addProperty("description", tool.description());
            function.add("parameters", StrictJson.parse(tool.parametersSchema()).orElseGet(JsonObject::new));
            JsonObject object = new JsonObject();
            object.addProperty("type", "function");
            object.add("function", function);
            array.add(object);
        }
        return array;
    }
}
