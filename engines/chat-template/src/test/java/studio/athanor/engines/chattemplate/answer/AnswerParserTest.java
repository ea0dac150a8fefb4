package studio.athanor.engines.chattemplate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.engines.spi.text.Tool;

@Timeout(120)
class AnswerParserTest {

    private static final List<Tool> TOOLS = List.of(
            new Tool(
                    "get_weather",
                    "Gets the weather.",
                    "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}, \"days\": {\"type\": \"integer\"}}}"));
    private static final String CALL = "call(get_weather,{\"city\":\"Zürich\",\"days\":2})";

    /** An answer of one vendor's style, and what must come of it, written as {@code text(..)reasoning(..)call(..)}. */
    record Answer(String style, String template, boolean inReasoning, String text, String expected) {
        @Override
        public String toString() {
            return style;
        }
    }

    private static Answer answer(String style, String template, String text, String expected) {
        return new Answer(style, template, false, text, expected);
    }

    static Stream<Answer> answers() {
        return Stream.of(
                answer(
                        "GigaChat",
                        "",
                        "<|function_call|>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}",
                        CALL),
                answer(
                        "gpt-oss after the prompt's header",
                        "<|channel|><|message|>",
                        " to=functions.get_weather<|channel|>commentary json<|message|>{\"city\": \"Zürich\", \"days\": 2}<|call|>",
                        CALL),
                answer("a recipient in mid-text", "<|channel|><|message|>", "say to=me", "text(say to=me)"),
                answer(
                        "Hunyuan",
                        "",
                        "<tool_calls:opensource>\n<tool_call:opensource>get_weather<tool_sep:opensource>\n<arg_key:opensource>city</arg_key:opensource>\n<arg_value:opensource>Zürich</arg_value:opensource>\n<arg_key:opensource>days</arg_key:opensource>\n<arg_value:opensource>2</arg_value:opensource>\n</tool_call:opensource>\n</tool_calls:opensource>",
                        CALL),
                new Answer(
                        "MiniMax M3",
                        "",
                        true,
                        "a</mm:think>]<]minimax[>[<tool_call>\n]<]minimax[>[<invoke name=\"get_weather\">]<]minimax[>[<city>Zürich]<]minimax[>[</city>]<]minimax[>[<days>2]<]minimax[>[</days>]<]minimax[>[</invoke>\n]<]minimax[>[</tool_call>",
                        "reasoning(a)" + CALL),
                answer(
                        "Kimi K3",
                        "",
                        "<|open|>think<|sep|>a<|close|>think<|sep|><|open|>response<|sep|>b<|close|>response<|sep|><|open|>tools<|sep|><|open|>call tool=\"get_weather\" index=\"1\"<|sep|><|open|>argument key=\"city\" type=\"string\"<|sep|>Zürich<|close|>argument<|sep|><|open|>argument key=\"days\" type=\"number\"<|sep|>2<|close|>argument<|sep|><|close|>call<|sep|><|close|>tools<|sep|><|close|>message<|sep|>",
                        "reasoning(a)text(b)" + CALL),
                answer(
                        "plain",
                        "",
                        "Hello,\n\nworld <b>x</b> {\"name\": 1} [a]\n",
                        "text(Hello,\n\nworld <b>x</b> {\"name\": 1} [a]\n)"),
                answer(
                        "think",
                        "",
                        "<think>\nLet me see.\n\nYes.\n</think>\n\nFour.",
                        "reasoning(Let me see.\n\nYes.)text(Four.)"),
                answer("empty think", "", "<think>\n\n</think>\n\nFour.", "text(Four.)"),
                new Answer(
                        "opened by the prompt",
                        "<think>",
                        true,
                        "\nSeeing.\n</think>\n\nFour.",
                        "reasoning(Seeing.)text(Four.)"),
                new Answer("never closed", "", true, "Seeing < and </thin", "reasoning(Seeing < and </thin)"),
                answer("think in mid-text", "", "Write <think> to think.", "text(Write <think> to think.)"),
                answer("thinking", "<thinking>", "<thinking>a</thinking>b", "reasoning(a)text(b)"),
                answer("Mistral thinks", "", "[THINK]a\n[/THINK]b", "reasoning(a)text(b)"),
                answer("Gemma 4 thinks", "", "<|channel>thought\na\n<channel|>b", "reasoning(a)text(b)"),
                answer(
                        "Cohere",
                        "",
                        "<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>b<|END_RESPONSE|>",
                        "reasoning(a)text(b)"),
                answer(
                        "Granite 3.3",
                        "<response> </response>",
                        "<think>a</think><response>b</response>",
                        "reasoning(a)text(b)"),
                answer("Solar", "<|think|><|content|>", "<|think|>a<|end|><|content|>b", "reasoning(a)text(b)"),
                answer(
                        "gpt-oss",
                        "<|channel|><|message|>",
                        "<|channel|>analysis<|message|>Think.\nMore.<|end|><|start|>assistant<|channel|>final<|message|>Done.<|return|>",
                        "reasoning(Think.\nMore.)text(Done.)"),
                answer(
                        "gpt-oss calls",
                        "<|channel|><|message|>",
                        "<|channel|>analysis<|message|>Think.<|end|><|start|>assistant<|channel|>commentary to=functions.get_weather <|constrain|>json<|message|>{\"city\": \"Zürich\", \"days\": 2}<|call|>",
                        "reasoning(Think.)" + CALL),
                answer(
                        "gpt-oss calls, recipient first",
                        "<|channel|><|message|>",
                        "<|start|>assistant to=functions.get_weather<|channel|>commentary json<|message|>{\"city\": \"Zürich\", \"days\": 2}<|call|>",
                        CALL),
                answer(
                        "gpt-oss preamble",
                        "<|channel|><|message|>",
                        "<|channel|>commentary<|message|>I look it up.<|end|><|start|>assistant<|channel|>commentary to=functions.get_weather<|message|>{\"city\": \"Zürich\", \"days\": 2}",
                        "text(I look it up.)" + CALL),
                answer(
                        "Hermes",
                        "",
                        "I call.\n<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}\n</tool_call>\n<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>\n",
                        "text(I call.)" + CALL + "call(f,{})"),
                answer(
                        "Hermes with a mark in a string",
                        "",
                        "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": \"x</tool_call>{\\\"\"}}</tool_call>ok",
                        "call(f,{\"a\":\"x</tool_call>{\\\"\"})text(ok)"),
                answer(
                        "Hermes, arguments as text",
                        "",
                        "<tool_call>{\"name\": \"f\", \"arguments\": \"{\\\"a\\\": 1}\"}</tool_call>",
                        "call(f,{\"a\":1})"),
                answer(
                        "Hermes, mark forgotten",
                        "",
                        "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1}}",
                        "call(f,{\"a\":1})"),
                answer(
                        "malformed",
                        "",
                        "x <tool_call>{\"name\": oops}</tool_call> y",
                        "text(x <tool_call>{\"name\": oops}</tool_call> y)"),
                answer(
                        "malformed and unfinished",
                        "",
                        "<tool_call>{\"name\": \"f\", \"argu",
                        "text(<tool_call>{\"name\": \"f\", \"argu)"),
                answer(
                        "Qwen coder",
                        "<function=",
                        "<tool_call>\n<function=get_weather>\n<parameter=city>\nZürich\n</parameter>\n<parameter=days>\n2\n</parameter>\n</function>\n</tool_call>",
                        CALL),
                answer(
                        "Qwen coder without the outer mark",
                        "<function=",
                        "Sure.\n\n<function=get_weather>\n<parameter=city>\nZürich\n</parameter>\n<parameter=days>\n2\n</parameter>\n</function>",
                        "text(Sure.)" + CALL),
                answer(
                        "a number for a string",
                        "",
                        "<tool_call><function=get_weather><parameter=city>8000</parameter></function></tool_call>",
                        "call(get_weather,{\"city\":\"8000\"})"),
                answer(
                        "Llama's functions",
                        "<function=",
                        "<function=get_weather>{\"city\": \"Zürich\", \"days\": 2}</function>",
                        CALL),
                answer(
                        "Llama's tag",
                        "",
                        "<|python_tag|>{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Zürich\", \"days\": 2}}",
                        CALL),
                answer("Llama's built-in tool", "", "<|python_tag|>get_weather.call(city=\"Zürich\", days=2)", CALL),
                answer(
                        "Llama's bare JSON",
                        "\"parameters\": dictionary of argument name",
                        "{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Zürich\", \"days\": 2}}",
                        CALL),
                answer(
                        "other bare JSON",
                        "\"parameters\": dictionary of argument name",
                        "{\"names\": [1, 2]}",
                        "text({\"names\": [1, 2]})"),
                answer(
                        "JSON after text",
                        "\"parameters\": dictionary of argument name",
                        "See {\"name\": \"f\", \"parameters\": {}}",
                        "text(See {\"name\": \"f\", \"parameters\": {}})"),
                answer(
                        "Llama's bare Python",
                        "[func_name1(params_name1",
                        "[get_weather(city='Zürich', days=2), f()]",
                        CALL + "call(f,{})"),
                answer("a bare list", "[func_name1(params_name1", "[1, 2]", "text([1, 2])"),
                answer(
                        "Mistral",
                        "",
                        "[TOOL_CALLS][{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}, \"id\": \"abcdefghi\"}]",
                        CALL),
                answer(
                        "Mistral's newer",
                        "",
                        "[TOOL_CALLS]get_weather[ARGS]{\"city\": \"Zürich\", \"days\": 2}[TOOL_CALLS]f[CALL_ID]abcdefghi[ARGS]{}",
                        CALL + "call(f,{})"),
                answer(
                        "DeepSeek 3.1",
                        "",
                        "So.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>get_weather<｜tool▁sep｜>{\"city\": \"Zürich\", \"days\": 2}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
                        "text(So.)" + CALL),
                answer(
                        "DeepSeek R1",
                        "",
                        "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>get_weather\n```json\n{\"city\": \"Zürich\", \"days\": 2}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
                        CALL),
                answer(
                        "DeepSeek 3.2",
                        "",
                        "<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"get_weather\">\n<｜DSML｜parameter name=\"city\" string=\"true\">Zürich</｜DSML｜parameter>\n<｜DSML｜parameter name=\"days\" string=\"false\">2</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>",
                        CALL),
                answer(
                        "GLM",
                        "",
                        "<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>Zürich</arg_value>\n<arg_key>days</arg_key>\n<arg_value>2</arg_value>\n</tool_call>",
                        CALL),
                answer("GLM without arguments", "", "<tool_call>now</tool_call>", "call(now,{})"),
                new Answer(
                        "Kimi, in its reasoning",
                        "",
                        true,
                        "I think <|tool_calls_section_begin|><|tool_call_begin|>functions.get_weather:0<|tool_call_argument_begin|>{\"city\": \"Zürich\", \"days\": 2}<|tool_call_end|><|tool_calls_section_end|>",
                        "reasoning(I think )" + CALL),
                answer(
                        "MiniMax",
                        "",
                        "<minimax:tool_call>\n<invoke name=\"get_weather\">\n<parameter name=\"city\">Zürich</parameter>\n<parameter name=\"days\">2</parameter>\n</invoke>\n</minimax:tool_call>",
                        CALL),
                answer(
                        "MiniMax M1",
                        "<tool_calls>",
                        "<tool_calls>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}\n{\"name\": \"f\", \"arguments\": {}}\n</tool_calls>",
                        CALL + "call(f,{})"),
                answer(
                        "Seed",
                        "",
                        "<seed:think>a</seed:think><seed:tool_call>\n<function=get_weather>\n<parameter=city>Zürich</parameter>\n<parameter=days>2</parameter>\n</function>\n</seed:tool_call>",
                        "reasoning(a)" + CALL),
                answer(
                        "LFM2",
                        "",
                        "<|tool_call_start|>[get_weather(city=\"Zürich\", days=2)]<|tool_call_end|>Checking.",
                        CALL + "text(Checking.)"),
                answer("Gemma 4", "", "<|tool_call>call:get_weather{city:<|\"|>Zürich<|\"|>,days:2}<tool_call|>", CALL),
                answer(
                        "Command R7B",
                        "",
                        "<|START_THINKING|>a<|END_THINKING|><|START_ACTION|>[\n {\"tool_call_id\": \"0\", \"tool_name\": \"get_weather\", \"parameters\": {\"city\": \"Zürich\", \"days\": 2}}\n]<|END_ACTION|>",
                        "reasoning(a)" + CALL),
                answer(
                        "Command R+",
                        "Action:\\n```json",
                        "Action:\n```json\n[{\"tool_name\": \"get_weather\", \"parameters\": {\"city\": \"Zürich\", \"days\": 2}}]\n```",
                        CALL),
                answer(
                        "Phi 4",
                        "",
                        "<|tool_call|>[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}]<|/tool_call|>",
                        CALL),
                answer(
                        "Granite",
                        "",
                        "<|tool_call|>[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}]",
                        CALL),
                answer(
                        "Nemotron",
                        "",
                        "<TOOLCALL>[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}]</TOOLCALL>",
                        CALL),
                answer(
                        "Apertus",
                        "",
                        "<|inner_prefix|>a<|inner_suffix|><|tools_prefix|>[{\"get_weather\": {\"city\": \"Zürich\", \"days\": 2}}]<|tools_suffix|>",
                        "reasoning(a)" + CALL),
                answer(
                        "Solar calls",
                        "",
                        "<|tool_calls|><|tool_call:begin|>id1<|tool_call:name|>get_weather<|tool_call:args|>{\"city\": \"Zürich\", \"days\": 2}<|tool_call:end|>",
                        CALL),
                answer(
                        "InternLM",
                        "",
                        "<|action_start|><|plugin|>\n{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Zürich\", \"days\": 2}}<|action_end|>",
                        CALL),
                answer(
                        "Firefunction",
                        "functools[",
                        "functools[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zürich\", \"days\": 2}}]",
                        CALL));
    }

    private static String parse(Answer answer, List<String> chunks) {
        AtomicInteger ids = new AtomicInteger();
        AnswerParser parser = new AnswerParser(
                AnswerFormat.ofTemplate(answer.template()),
                answer.inReasoning(),
                TOOLS,
                () -> "id" + ids.getAndIncrement());
        List<AnswerPiece> pieces = new ArrayList<>();
        chunks.forEach(chunk -> pieces.addAll(parser.accept(chunk)));
        pieces.addAll(parser.finish());
        return describe(pieces);
    }

    private static String describe(List<AnswerPiece> pieces) {
        StringBuilder description = new StringBuilder();
        String open = "";
        for (AnswerPiece piece : pieces) {
            String kind = switch (piece) {
                case AnswerPiece.Text _ -> "text";
                case AnswerPiece.Reasoning _ -> "reasoning";
                case AnswerPiece.Call _ -> "call";
            };
            if (!open.isEmpty() && !open.equals(kind)) {
                description.append(')');
            }
            if (!open.equals(kind)) {
                description.append(kind).append('(');
            }
            open = kind;
            switch (piece) {
                case AnswerPiece.Text text -> description.append(text.text());
                case AnswerPiece.Reasoning reasoning -> description.append(reasoning.text());
                case AnswerPiece.Call call -> {
                    description
                            .append(call.call().name())
                            .append(',')
                            .append(call.call().arguments())
                            .append(')');
                    open = "";
                }
            }
        }
        return open.isEmpty() ? description.toString() : description.append(')').toString();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void takesAnAnswerApart(Answer answer) {
        assertThat(parse(answer, List.of(answer.text()))).isEqualTo(answer.expected());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void findsTheSameHoweverTheTextIsCut(Answer answer) {
        String text = answer.text();
        assertThat(parse(answer, text.codePoints().mapToObj(Character::toString).toList()))
                .isEqualTo(answer.expected());
        for (int cut = 1; cut < text.length(); cut++) {
            assertThat(parse(answer, List.of(text.substring(0, cut), text.substring(cut))))
                    .as("cut at %d", cut)
                    .isEqualTo(answer.expected());
        }
        Random random = new Random(answer.style().hashCode());
        for (int i = 0; i < 50; i++) {
            assertThat(parse(answer, cut(text, random))).isEqualTo(answer.expected());
        }
    }

    private static List<String> cut(String text, Random random) {
        List<String> chunks = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + random.nextInt(12));
            chunks.add(text.substring(from, to));
            from = to;
        }
        return chunks;
    }

    @Test
    void findsTheSameInMutatedAnswersHoweverTheyAreCut() {
        List<Answer> seeds = answers().toList();
        Random random = new Random(7);
        for (int i = 0; i < 4000; i++) {
            Answer seed = seeds.get(random.nextInt(seeds.size()));
            StringBuilder text = new StringBuilder(seed.text());
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                int end = Math.min(text.length(), at + random.nextInt(8));
                String other = seeds.get(random.nextInt(seeds.size())).text();
                int from = random.nextInt(other.length());
                text.replace(at, end, other.substring(from, Math.min(other.length(), from + random.nextInt(20))));
            }
            Answer mutant = new Answer(seed.style(), seed.template(), seed.inReasoning(), text.toString(), "");
            String whole = parse(mutant, List.of(mutant.text()));
            assertThat(parse(mutant, cut(mutant.text(), random)))
                    .as(mutant.text())
                    .isEqualTo(whole);
        }
    }

    @Test
    void holdsBackNoMoreThanCouldBecomeAMark() {
        AnswerParser parser = new AnswerParser(AnswerFormat.any(), false);
        assertThat(describe(parser.accept("a < b"))).isEqualTo("text(a < b)");
        assertThat(describe(parser.accept(" <tool"))).isEqualTo("text( )");
        assertThat(describe(parser.accept("box>"))).isEqualTo("text(<toolbox>)");
        assertThat(describe(parser.accept(" <"))).isEqualTo("text( )");
        assertThat(describe(parser.finish())).isEqualTo("text(<)");
    }

    @Test
    void streamsJsonThatIsNoCallWithoutWaitingForItsEnd() {
        AnswerParser parser =
                new AnswerParser(AnswerFormat.ofTemplate("\"parameters\": dictionary of argument name"), false);
        assertThat(describe(parser.accept("{\"answer\": 4"))).isEqualTo("text({\"answer\": 4)");
    }

    @Test
    void keepsTheIdsThatAModelGives() {
        AnswerParser parser = new AnswerParser(AnswerFormat.any(), false);
        List<AnswerPiece> pieces =
                parser.accept("[TOOL_CALLS][{\"name\": \"f\", \"arguments\": {}, \"id\": \"abcdefghi\"}]");
        assertThat(pieces)
                .singleElement()
                .isInstanceOfSatisfying(
                        AnswerPiece.Call.class,
                        call -> assertThat(call.call().id()).isEqualTo("abcdefghi"));
    }

    @Test
    void givesCallsNamesOfNineLettersAndDigits() {
        AnswerParser parser = new AnswerParser(AnswerFormat.any(), false);
        List<AnswerPiece> pieces = parser.accept("<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>");
        assertThat(pieces)
                .singleElement()
                .isInstanceOfSatisfying(
                        AnswerPiece.Call.class,
                        call -> assertThat(call.call().id()).matches("[0-9a-z]{9}"));
    }

    @Test
    void takesTimeInProportionToTheText() {
        Function<Integer, String> long1 = count ->
                "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": \"" + "x<".repeat(count) + "\"}}</tool_call>";
        Answer answer = answer("long", "", long1.apply(200_000), "");
        String parsed = parse(
                answer, answer.text().chars().mapToObj(Character::toString).toList());
        assertThat(parsed).startsWith("call(f,{\"a\":\"x<").hasSizeGreaterThan(400_000);
        Answer text = answer("long text", "", "<tool \n\n".repeat(100_000), "");
        assertThat(parse(text, List.of(text.text()))).hasSize(text.text().length() + 6);
    }

    @Test
    void seesThatAPromptEndsInReasoning() {
        AnswerFormat format = AnswerFormat.any();
        assertThat(format.endsInReasoning("<|assistant|>\n<think>\n")).isTrue();
        assertThat(format.endsInReasoning("<|assistant|>\n<think>\n\n</think>\n\n"))
                .isFalse();
        assertThat(format.endsInReasoning("<|assistant|>\n")).isFalse();
    }
}
