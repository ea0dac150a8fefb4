package studio.athanor.engines.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.chattemplate.RenderedChat.Adaptation;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Message.Role;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Tool;
import studio.athanor.engines.spi.text.ToolCall;

class ChatTemplateTest {

    private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T15:09:26");
    private static final String PLAIN = """
            {%- for m in messages %}{{ '[' + m.role + ']' + m.content }}{% if m.reasoning_content %}({{ m.reasoning_content }}){% endif %}
            {%- for c in m.tool_calls %}{{ '!' + c.function.name + (c.function.arguments | tojson) }}{% endfor %}{{ eos_token }}{% endfor %}
            {%- if add_generation_prompt %}[assistant]{% endif %}""";
    private static final String NO_SYSTEM =
            "{% if messages[0].role == 'system' %}{{ raise_exception('No system role') }}{% endif %}" + PLAIN;

    private static RenderedChat render(String template, Prompt.Conversation conversation) throws Exception {
        return ChatTemplate.parse(template).render(conversation, new SpecialTokens("<s>", "</s>"), () -> NOW);
    }

    private static Prompt.Conversation conversation(Message... messages) {
        return Prompt.Conversation.of(List.of(messages));
    }

    private static Prompt.Conversation continued(Message... messages) {
        return new Prompt.Conversation(List.of(messages), List.of(), Optional.empty(), Map.of(), true);
    }

    private static Message thinking(String content, String reasoning) {
        return new Message(
                Role.ASSISTANT, content, Optional.of(reasoning), List.of(), Optional.empty(), Optional.empty());
    }

    private static Message calling(String arguments) {
        ToolCall call = new ToolCall("abcdefghi", "add", arguments);
        return new Message(Role.ASSISTANT, "", Optional.empty(), List.of(call), Optional.empty(), Optional.empty());
    }

    @Test
    void rendersChatMlWhenAModelHasNoTemplate() throws Exception {
        RenderedChat chat = ChatTemplate.chatMl()
                .render(
                        conversation(Message.of(Role.SYSTEM, "Be brief."), Message.of(Role.USER, "  Hi\n")),
                        SpecialTokens.none(),
                        () -> NOW);
        assertThat(chat.text())
                .isEqualTo(
                        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n  Hi\n<|im_end|>\n<|im_start|>assistant\n");
        assertThat(chat.adaptations()).isEmpty();
        assertThat(chat.startsInReasoning()).isFalse();
    }

    @Test
    void putsTheSystemMessageBeforeTheFirstUserTurnWhenTheTemplateRefusesIt() throws Exception {
        RenderedChat chat = render(
                NO_SYSTEM,
                conversation(
                        Message.of(Role.SYSTEM, "Be brief."),
                        Message.of(Role.USER, "Hi"),
                        Message.of(Role.ASSISTANT, "Yes?"),
                        Message.of(Role.USER, "Bye")));
        assertThat(chat.text()).isEqualTo("[user]Be brief.\n\nHi</s>[assistant]Yes?</s>[user]Bye</s>[assistant]");
        assertThat(chat.adaptations()).containsExactly(Adaptation.SYSTEM_IN_USER_TURN);
    }

    @Test
    void putsTheSystemMessageBeforeTheFirstUserTurnWhenTheTemplateDropsIt() throws Exception {
        String dropping = "{% for m in messages if m.role != 'system' %}" + "{{ m.content }};{% endfor %}";
        assertThat(render(dropping, conversation(Message.of(Role.SYSTEM, "Be brief."), Message.of(Role.USER, "Hi")))
                        .text())
                .isEqualTo("Be brief.\n\nHi;");
    }

    @Test
    void makesAUserTurnOfASystemMessageThatStandsAlone() {
        assertThat(ConversationValues.withoutSystem(List.of(Message.of(Role.SYSTEM, "Be brief."))))
                .containsExactly(Message.of(Role.USER, "Be brief."));
    }

    @Test
    void passesArgumentsAsObjectsAndAsTextWhereATemplateWantsText() throws Exception {
        assertThat(render(PLAIN, conversation(Message.of(Role.USER, "1+2"), calling("{\"a\": 1, \"b\": [2]}")))
                        .text())
                .contains("!add{\"a\": 1, \"b\": [2]}");
        String concatenating = PLAIN.replace("(c.function.arguments | tojson)", "c.function.arguments");
        RenderedChat chat = render(concatenating, conversation(Message.of(Role.USER, "1+2"), calling("{\"a\": 1}")));
        assertThat(chat.text()).contains("!add{\"a\": 1}");
        assertThat(chat.adaptations()).containsExactly(Adaptation.ARGUMENTS_AS_TEXT);
        String printing =
                PLAIN.replace("'!' + c.function.name + (c.function.arguments | tojson)", "'!' ~ c.function.arguments");
        assertThat(render(printing, conversation(Message.of(Role.USER, "1+2"), calling("{\"a\": 1}")))
                        .text())
                .contains("!{\"a\": 1}");
    }

    @Test
    void passesContentsAsPartsWhereATemplateWantsParts() throws Exception {
        String parts = "{% for m in messages %}{% for p in m.content %}{{ p.text }}{% endfor %}{% endfor %}";
        RenderedChat chat = render(parts, conversation(Message.of(Role.USER, "Hi")));
        assertThat(chat.text()).isEqualTo("Hi");
        assertThat(chat.adaptations()).containsExactly(Adaptation.CONTENT_AS_PARTS);
    }

    @Test
    void passesAnEmptyListOfToolsWhereATemplateCannotDoWithout() throws Exception {
        RenderedChat chat =
                render("{% for t in tools %}T{% endfor %}" + PLAIN, conversation(Message.of(Role.USER, "Hi")));
        assertThat(chat.text()).isEqualTo("[user]Hi</s>[assistant]");
        assertThat(chat.adaptations()).containsExactly(Adaptation.EMPTY_TOOL_LIST);
    }

    @Test
    void passesToolsAsTheTransformersLibraryDoes() throws Exception {
        Tool tool = new Tool("add", "Adds <a> & b.", "{\"type\": \"object\", \"properties\": {}}");
        Prompt.Conversation conversation = new Prompt.Conversation(
                List.of(Message.of(Role.USER, "Hi")), List.of(tool), Optional.empty(), Map.of(), false);
        assertThat(render("{{ messages[0].content }}{{ tools | tojson if tools }}", conversation)
                        .text())
                .isEqualTo(
                        "Hi[{\"type\": \"function\", \"function\": {\"name\": \"add\", \"description\": \"Adds <a> & b.\", "
                                + "\"parameters\": {\"type\": \"object\", \"properties\": {}}}}]");
    }

    @Test
    void passesVariablesAsJson() throws Exception {
        Prompt.Conversation conversation = new Prompt.Conversation(
                List.of(Message.of(Role.USER, "Hi")),
                List.of(),
                Optional.empty(),
                Map.of("enable_thinking", "false", "effort", "\"low\"", "note", "not json"),
                false);
        assertThat(render(
                                "{{ messages[0].content }}{{ enable_thinking }}{{ effort }}{{ note }}{{ bos_token }}{{ strftime_now('%Y') }}",
                                conversation)
                        .text())
                .isEqualTo("HiFalselownot json<s>2026");
    }

    @Test
    void continuesTheLastMessageWithoutWhatEndsIt() throws Exception {
        Message user = Message.of(Role.USER, "Count.");
        assertThat(render(PLAIN, continued(user, Message.of(Role.ASSISTANT, "One, two,")))
                        .text())
                .isEqualTo("[user]Count.</s>[assistant]One, two,");
        assertThat(render(PLAIN, continued(user, Message.of(Role.ASSISTANT, "One, two, ")))
                        .text())
                .isEqualTo("[user]Count.</s>[assistant]One, two, ");
        assertThat(render(PLAIN, continued(user, Message.of(Role.ASSISTANT, "")))
                        .text())
                .isEqualTo("[user]Count.</s>[assistant]");
        String trimming = PLAIN.replace("m.content }}", "(m.content | trim) }}");
        assertThat(render(trimming, continued(user, Message.of(Role.ASSISTANT, "One, two,")))
                        .text())
                .isEqualTo("[user]Count.</s>[assistant]One, two,");
    }

    @Test
    void continuesAThought() throws Exception {
        Message user = Message.of(Role.USER, "Count.");
        String opening = PLAIN.replace("[assistant]{% endif", "[assistant]<think>\n{% endif");
        RenderedChat chat = render(opening, continued(user, thinking("", "I should")));
        assertThat(chat.text()).isEqualTo("[user]Count.</s>[assistant]<think>\nI should");
        assertThat(chat.startsInReasoning()).isTrue();
        assertThat(render(PLAIN, continued(user, thinking("", "I should"))).text())
                .isEqualTo("[user]Count.</s>[assistant]<think>\nI should");
    }

    @Test
    void tellsThatThePromptEndsInReasoning() throws Exception {
        String opening = PLAIN.replace("[assistant]{% endif", "[assistant]<think>\n{% endif");
        assertThat(render(opening, conversation(Message.of(Role.USER, "Hi"))).startsInReasoning())
                .isTrue();
        assertThat(render(PLAIN, conversation(Message.of(Role.USER, "Hi"))).startsInReasoning())
                .isFalse();
    }

    @Test
    void refusesToContinueWhatNobodyBegan() {
        assertThatExceptionOfType(EngineException.InvalidRequest.class)
                .isThrownBy(() -> render(PLAIN, continued(Message.of(Role.USER, "Hi"))))
                .withMessageContaining("does not end with one");
    }

    @Test
    void saysWhyAConversationCannotBeRendered() {
        assertThatExceptionOfType(EngineException.InvalidRequest.class)
                .isThrownBy(() -> render(
                        "{% for m in messages %}{% if m.content == 'b' %}{{ raise_exception('Roles must alternate') }}{% endif %}{{ m.content }}{% endfor %}",
                        conversation(Message.of(Role.USER, "b"))))
                .withMessage("The chat template cannot render this conversation: Roles must alternate")
                .satisfies(e -> {
                    assertThat(e.remedy()).isNotBlank();
                    assertThat(e.details())
                            .hasValueSatisfying(details -> assertThat(details).startsWith("Line 1"));
                });
    }

    @Test
    void refusesATemplateThatIsNoJinja() {
        assertThatExceptionOfType(TemplateException.Malformed.class).isThrownBy(() -> ChatTemplate.parse("{% if %}"));
    }
}
