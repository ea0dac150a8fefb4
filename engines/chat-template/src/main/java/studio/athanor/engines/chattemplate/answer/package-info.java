/**
 * What a model answers, taken apart while it streams: text, reasoning and tool calls. Start at {@link
 * studio.athanor.engines.chattemplate.answer.AnswerParser}.
 *
 * <p>Some vendors mark the parts with special tokens ({@code <|channel|>}, {@code [TOOL_CALLS]}, {@code
 * <|tool_call_start|>}); the parser wants the text of those tokens as well, so an engine must not leave them out.
 */
@NullMarked
package studio.athanor.engines.chattemplate.answer;

import org.jspecify.annotations.NullMarked;
