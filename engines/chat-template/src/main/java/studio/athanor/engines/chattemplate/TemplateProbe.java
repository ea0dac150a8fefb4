package studio.athanor.engines.chattemplate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.athanor.engines.chattemplate.RenderedChat.Adaptation;
import studio.athanor.engines.chattemplate.jinja.JinjaTemplate;
import studio.athanor.engines.chattemplate.jinja.Limits;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.chattemplate.jinja.Value;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Message.Role;
import studio.athanor.engines.spi.text.Tool;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * Finds out by small conversations what a template asks for. A template says so nowhere; what it does with a message
 * tells: it drops it, fails on it, or writes it in Python's notation in place of JSON.
 */
final class TemplateProbe {

    private static final Limits LIMITS = new Limits(500_000, 1 << 20, 400, 8 << 20, Duration.ofSeconds(2));
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String SYSTEM = "probe-system-text";
    private static final String USER = "probe-user-text";
    private static final String ARGUMENT = "probe-argument";

    private final JinjaTemplate template;

    TemplateProbe(JinjaTemplate template) {
        this.template = template;
    }

    Set<Adaptation> adaptations() {
        Set<Adaptation> found = EnumSet.noneOf(Adaptation.class);
        List<Message> user = List.of(Message.of(Role.USER, USER));
        if (!shows(user, List.of(), found, USER)) {
            tryOut(Adaptation.CONTENT_AS_PARTS, user, List.of(), found, USER);
        }
        if (!shows(user, List.of(), found, USER)) {
            tryOut(Adaptation.EMPTY_TOOL_LIST, user, List.of(), found, USER);
        }
        List<Message> system = List.of(Message.of(Role.SYSTEM, SYSTEM), Message.of(Role.USER, USER));
        if (shows(user, List.of(), found, USER) && !shows(system, List.of(), found, SYSTEM)) {
            tryOut(Adaptation.SYSTEM_IN_USER_TURN, system, List.of(), found, SYSTEM);
        }
        probeArguments(found);
        return found;
    }

    private void probeArguments(Set<Adaptation> found) {
        ToolCall call = new ToolCall("probe0000", "probe", "{\"" + ARGUMENT + "\": \"value\"}");
        List<Tool> tools = List.of(new Tool("probe", "Probes.", "{\"type\": \"object\", \"properties\": {}}"));
        List<Message> messages = List.of(
                Message.of(Role.USER, USER),
                new Message(Role.ASSISTANT, "", Optional.empty(), List.of(call), Optional.empty(), Optional.empty()),
                new Message(
                        Role.TOOL, "done", Optional.empty(), List.of(), Optional.of(call.id()), Optional.of("probe")));
        Optional<String> asObject = render(messages, tools, found);
        boolean wrong = asObject.isEmpty() || asObject.get().contains("'" + ARGUMENT + "': 'value'");
        if (wrong) {
            tryOut(Adaptation.ARGUMENTS_AS_TEXT, messages, tools, found, ARGUMENT);
        }
    }

    private void tryOut(
            Adaptation adaptation, List<Message> messages, List<Tool> tools, Set<Adaptation> found, String expected) {
        found.add(adaptation);
        if (!shows(messages, tools, found, expected)) {
            found.remove(adaptation);
        }
    }

    private boolean shows(List<Message> messages, List<Tool> tools, Set<Adaptation> adaptations, String expected) {
        return render(messages, tools, adaptations)
                .filter(text -> text.contains(expected))
                .isPresent();
    }

    private Optional<String> render(List<Message> messages, List<Tool> tools, Set<Adaptation> adaptations) {
        Map<String, Value> variables = new LinkedHashMap<>();
        JsonObject json = new JsonObject();
        json.add("messages", ConversationValues.messages(messages, adaptations));
        json.add("tools", ConversationValues.tools(tools, adaptations));
        json.addProperty("add_generation_prompt", true);
        json.addProperty("bos_token", "");
        json.addProperty("eos_token", "");
        for (Map.Entry<String, JsonElement> entry : json.asMap().entrySet()) {
            variables.put(entry.getKey(), Value.ofJson(entry.getValue()));
        }
        try {
            return Optional.of(template.render(variables, () -> NOW, LIMITS));
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }
}
