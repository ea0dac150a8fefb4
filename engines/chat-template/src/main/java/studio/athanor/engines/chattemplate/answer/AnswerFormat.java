package studio.athanor.engines.chattemplate.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a model writes reasoning and tool calls.
 *
 * <p>Marks that no model uses for anything else are known to every format; those that ordinary text could hold only to
 * formats of templates that mention them. Which call syntax stands between two marks shows in the calls themselves.
 */
public final class AnswerFormat {

    private static final List<Mark.Reasoning> REASONING = List.of(
            new Mark.Reasoning("<think>", "</think>", false),
            new Mark.Reasoning("<thinking>", "</thinking>", false),
            new Mark.Reasoning("<thought>", "</thought>", false),
            new Mark.Reasoning("<seed:think>", "</seed:think>", false),
            new Mark.Reasoning("<mm:think>", "</mm:think>", false),
            new Mark.Reasoning("[THINK]", "[/THINK]", false),
            new Mark.Reasoning("◁think▷", "◁/think▷", false),
            new Mark.Reasoning("<|channel>thought", "<channel|>", true),
            new Mark.Reasoning("<|START_THINKING|>", "<|END_THINKING|>", true),
            new Mark.Reasoning("<|open|>think<|sep|>", "<|close|>think<|sep|>", true),
            new Mark.Reasoning("<|inner_prefix|>", "<|inner_suffix|>", true),
            new Mark.Reasoning("<|begin_of_thought|>", "<|end_of_thought|>", true));
    private static final Set<String> REASONING_WHEN_MENTIONED = Set.of("<thinking>", "<thought>");
    private static final Mark.Reasoning SOLAR_REASONING = new Mark.Reasoning("<|think|>", "<|end|>", true);

    private static final List<Mark.Calls> CALLS = List.of(
            new Mark.Calls("<tool_call>", "</tool_call>", false),
            new Mark.Calls("<minimax:tool_call>", "</minimax:tool_call>", false),
            new Mark.Calls("<seed:tool_call>", "</seed:tool_call>", false),
            new Mark.Calls("<tool_calls:opensource>", "</tool_calls:opensource>", false),
            new Mark.Calls("]<]minimax[>[<tool_call>", "]<]minimax[>[</tool_call>", false),
            new Mark.Calls("<|open|>tools<|sep|>", "<|close|>tools<|sep|>", false),
            new Mark.Calls("<|function_call|>", "", false),
            new Mark.Calls("<TOOLCALL>", "</TOOLCALL>", false),
            new Mark.Calls("[TOOL_CALLS]", "", false),
            new Mark.Calls("<|python_tag|>", "", false),
            new Mark.Calls("<|tool_call|>", "", false),
            new Mark.Calls("<|tool_call>", "<tool_call|>", false),
            new Mark.Calls("<|tool_call_start|>", "<|tool_call_end|>", false),
            new Mark.Calls("<|tool_call:begin|>", "<|tool_call:end|>", false),
            new Mark.Calls("<|START_ACTION|>", "<|END_ACTION|>", false),
            new Mark.Calls("<|tools_prefix|>", "<|tools_suffix|>", false),
            new Mark.Calls("<|action_start|>", "<|action_end|>", false),
            new Mark.Calls("<|tool_calls_section_begin|>", "<|tool_calls_section_end|>", false),
            new Mark.Calls("<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>", false),
            new Mark.Calls("<｜DSML｜function_calls>", "</｜DSML｜function_calls>", false),
            new Mark.Calls("<｜DSML｜tool_calls>", "</｜DSML｜tool_calls>", false));
    private static final List<Mark.Calls> CALLS_WHEN_MENTIONED = List.of(
            new Mark.Calls("<function=", "</function>", false),
            new Mark.Calls("<function name=", "</function>", false),
            new Mark.Calls("<tool_calls>", "</tool_calls>", false),
            new Mark.Calls("<function_calls>", "</function_calls>", false),
            new Mark.Calls("<atem:function_calls>", "</atem:function_calls>", false),
            new Mark.Calls("functools[", "", false),
            new Mark.Calls("Action:\n```json", "```", false));

    private static final List<String> NOISE = List.of(
            "<|START_RESPONSE|>",
            "<|END_RESPONSE|>",
            "<|START_TEXT|>",
            "<|END_TEXT|>",
            "<|open|>response<|sep|>",
            "<|close|>response<|sep|>",
            "<|close|>message<|sep|>",
            "<|/tool_call|>",
            "<|tool_calls|>",
            "<|plugin|>");
    private static final List<String> NOISE_WHEN_MENTIONED = List.of("<response>", "</response>", "<|content|>");
    private static final List<String> HARMONY_ENDS = List.of("<|end|>", "<|return|>", "<|call|>");

    private final List<Mark.Reasoning> reasoning;
    private final MarkSet textMarks;
    private final List<Mark> reasoningMarks;
    private final boolean harmony;

    private AnswerFormat(List<Mark.Reasoning> reasoning, List<Mark.Calls> calls, List<String> noise, boolean harmony) {
        this.reasoning = reasoning;
        this.harmony = harmony;
        List<Mark> inText = new ArrayList<>(reasoning);
        inText.addAll(calls);
        noise.forEach(text -> inText.add(new Mark.Noise(text)));
        List<Mark> inReasoning = new ArrayList<>();
        calls.stream().filter(Mark.Calls::endsReasoning).forEach(inReasoning::add);
        if (harmony) {
            inText.add(new Mark.Header(Mark.Header.RECIPIENT));
            for (List<Mark> marks : List.of(inText, inReasoning)) {
                marks.add(new Mark.Header("<|channel|>"));
                marks.add(new Mark.Header("<|start|>"));
            }
            HARMONY_ENDS.forEach(text -> inText.add(new Mark.Noise(text)));
            HARMONY_ENDS.forEach(text -> inReasoning.add(new Mark.ReasoningEnd(text)));
        }
        this.textMarks = MarkSet.of(inText);
        this.reasoningMarks = List.copyOf(inReasoning);
    }

    /** Returns the format of a model of which nothing is known. */
    public static AnswerFormat any() {
        return ofTemplate("");
    }

    /** Returns the format of models with a chat template. */
    public static AnswerFormat ofTemplate(String source) {
        boolean harmony = source.contains("<|channel|>") && source.contains("<|message|>");
        List<Mark.Reasoning> reasoning = new ArrayList<>();
        for (Mark.Reasoning mark : REASONING) {
            if (!REASONING_WHEN_MENTIONED.contains(mark.text()) || source.contains(mark.text())) {
                reasoning.add(mark);
            }
        }
        if (!harmony && source.contains(SOLAR_REASONING.text()) && source.contains("<|content|>")) {
            reasoning.add(SOLAR_REASONING);
        }
        List<Mark.Calls> calls = new ArrayList<>(CALLS);
        for (Mark.Calls mark : CALLS_WHEN_MENTIONED) {
            if (mentions(source, mark.text())) {
                calls.add(mark);
            }
        }
        if (source.contains("\"parameters\": dictionary of argument")) {
            calls.add(new Mark.Calls("{", "", true));
        }
        if (source.contains("[func_name1(params_name1")) {
            calls.add(new Mark.Calls("[", "", true));
        }
        List<String> noise = new ArrayList<>(NOISE);
        NOISE_WHEN_MENTIONED.stream().filter(source::contains).forEach(noise::add);
        reasoning.stream()
                .map(Mark.Reasoning::close)
                .filter(close -> source.contains(close) && !noise.contains(close))
                .forEach(noise::add);
        return new AnswerFormat(reasoning, calls, noise, harmony);
    }

    /** Returns whether a template's text mentions a mark, with its newlines written out or escaped. */
    private static boolean mentions(String source, String mark) {
        return source.contains(mark) || source.contains(mark.replace("\n", "\\n"));
    }

    /** Returns whether a prompt ends behind a mark that opens reasoning. */
    public boolean endsInReasoning(String prompt) {
        String end = prompt.stripTrailing();
        return reasoning.stream().anyMatch(mark -> end.endsWith(mark.text()))
                || (harmony && end.endsWith("<|channel|>analysis<|message|>"));
    }

    /** Returns what opens reasoning in an answer. */
    public String reasoningOpening() {
        return harmony ? "<|channel|>analysis<|message|>" : "<think>\n";
    }

    /** Returns whether prompts end in the header of the answer's first message. */
    boolean startsInHeader() {
        return harmony;
    }

    /** Returns the marks that count in text. */
    MarkSet textMarks() {
        return textMarks;
    }

    /** Returns the marks that count in reasoning, its end among them. */
    MarkSet reasoningMarks(List<String> closes) {
        List<Mark> marks = new ArrayList<>(reasoningMarks);
        closes.forEach(close -> marks.add(new Mark.ReasoningEnd(close)));
        return MarkSet.of(marks);
    }

    /** Returns all that can end reasoning that a prompt opened. */
    List<String> closes() {
        return reasoning.stream().map(Mark.Reasoning::close).toList();
    }
}
