package studio.athanor.core.chat;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import studio.athanor.engines.spi.text.ToolCall;

/** Writes a branch for people to read. */
final class MarkdownExport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MarkdownExport() {}

    static String write(Conversation conversation, List<Turn> path) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(conversation.title()).append("\n\n");
        out.append("*").append(TIME.format(conversation.createdAt())).append("*\n");
        String systemPrompt = conversation.settings().systemPrompt();
        if (!systemPrompt.isBlank()) {
            out.append("\n## System prompt\n\n").append(systemPrompt.strip()).append('\n');
        }
        for (Turn turn : path) {
            write(out, turn);
        }
        return out.toString();
    }

    private static void write(StringBuilder out, Turn turn) {
        out.append("\n## ").append(speaker(turn)).append("\n\n");
        if (!turn.reasoning().isBlank()) {
            out.append("<details><summary>Reasoning</summary>\n\n")
                    .append(turn.reasoning().strip())
                    .append("\n\n</details>\n\n");
        }
        String text = AttachmentText.message(turn.text().strip(), turn.attachments());
        if (!text.isEmpty()) {
            out.append(text).append('\n');
        }
        for (ToolCall call : turn.toolCalls()) {
            out.append("\nTool call `")
                    .append(call.name())
                    .append("`:\n\n```json\n")
                    .append(call.arguments())
                    .append("\n```\n");
        }
        String note = note(turn);
        if (!note.isEmpty()) {
            out.append("\n*").append(note).append("*\n");
        }
    }

    private static String speaker(Turn turn) {
        return switch (turn.role()) {
            case USER -> "You";
            case ASSISTANT ->
                turn.receipt()
                        .map(receipt -> "Answer (" + receipt.modelFile() + ")")
                        .orElse("Answer");
            case SYSTEM -> "System";
            case TOOL -> "Tool";
        };
    }

    private static String note(Turn turn) {
        return switch (turn.state()) {
            case COMPLETE -> "";
            case STREAMING -> "The answer was still being written.";
            case CANCELLED -> "The answer was stopped here.";
            case FAILED ->
                "The answer ended here: "
                        + turn.failure().map(failure -> failure.message()).orElse("it failed.");
            case INTERRUPTED -> "The answer was interrupted here.";
        };
    }
}
