package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;

/**
 * A call of a model with its templates parsed. The system message comes first, so that rows whose system template does not
 * depend on them share it as a prefix. Immutable.
 */
final class PreparedCall {

    private final ModelCall call;
    private final Sampling sampling;
    private final Optional<RowTemplate> system;
    private final RowTemplate prompt;

    private PreparedCall(ModelCall call, Sampling sampling, Optional<RowTemplate> system, RowTemplate prompt) {
        this.call = call;
        this.sampling = sampling;
        this.system = system;
        this.prompt = prompt;
    }

    static PreparedCall of(ModelCall call, Recipe recipe) throws TemplateException {
        Optional<RowTemplate> system = call.system().isPresent()
                ? Optional.of(RowTemplate.parse(call.system().get()))
                : Optional.empty();
        return new PreparedCall(call, sampling(call, recipe), system, RowTemplate.parse(call.prompt()));
    }

    private static Sampling sampling(ModelCall call, Recipe recipe) {
        ModelSlot slot = recipe.models().get(call.model());
        return call.sampling().orElseGet(() -> slot == null ? Sampling.defaults() : slot.sampling());
    }

    String slot() {
        return call.model();
    }

    /** Returns the system message of a row, if there is one. */
    Optional<String> system(Map<String, JsonElement> values) throws TemplateException {
        return system.isPresent()
                ? Optional.of(system.get().render(values).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** Returns the prompt of a row. */
    String prompt(Map<String, JsonElement> values) throws TemplateException {
        return prompt.render(values).strip();
    }

    /** Returns the messages of a row: the system's, if there is one, and the user's. */
    List<Message> messages(Map<String, JsonElement> values) throws TemplateException {
        return messages(system(values), prompt(values));
    }

    /** Returns the messages of a system text, if there is one, and of a question. */
    static List<Message> messages(Optional<String> system, String question) {
        List<Message> messages = new ArrayList<>();
        system.ifPresent(text -> messages.add(Message.of(Message.Role.SYSTEM, text)));
        messages.add(Message.of(Message.Role.USER, question));
        return messages;
    }

    /**
     * Returns the request for an answer.
     *
     * @param seed as engines take it
     */
    TextRequest request(List<Message> messages, long seed, OutputConstraint constraint) {
        boolean thinks = call.reasoning() && constraint instanceof OutputConstraint.None;
        Prompt.Conversation conversation = new Prompt.Conversation(
                messages, List.of(), Optional.empty(), Map.of("enable_thinking", Boolean.toString(thinks)), false);
        return TextRequest.of(conversation)
                .withSampling(sampling.toBuilder().seed(seed).build())
                .withMaxTokens(call.maxTokens())
                .withConstraint(constraint);
    }
}
