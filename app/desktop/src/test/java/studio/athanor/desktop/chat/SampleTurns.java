package studio.athanor.desktop.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.Turn;
import studio.athanor.core.chat.TurnId;
import studio.athanor.engines.spi.text.Message;

/** Turns of a long conversation, questions and answers by turns. */
final class SampleTurns {

    private SampleTurns() {}

    static Turn turn(int i) {
        boolean question = i % 2 == 0;
        return turn(i, question ? Message.Role.USER : Message.Role.ASSISTANT, question ? question(i) : answer(i));
    }

    static Turn turn(int i, Message.Role role, String text) {
        return new Turn(
                new TurnId("turn-" + i),
                new ConversationId("sample"),
                Optional.empty(),
                role,
                text,
                "",
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Turn.State.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH.plusSeconds(i),
                0,
                1);
    }

    private static String question(int i) {
        return "Question " + i + ": how does this work, " + "and why ".repeat(i % 9) + "is it so?";
    }

    private static String answer(int i) {
        return switch (i % 8) {
            case 1 ->
                "Answer " + i + ". " + "It is **simple** once one has seen it, as `code` shows. ".repeat(i % 13 + 1);
            case 3 ->
                "# Answer " + i + "\n\n- one\n- two\n  - three\n\n```java\nint a = " + i + "; // line\n".repeat(1)
                        + "int b;\n".repeat(i % 30) + "```\n";
            case 5 -> "| a | b |\n|---|---|\n" + ("| " + i + " | cell |\n").repeat(i % 11 + 1) + "\nThat is all.";
            default -> "> Answer " + i + "\n\nSee https://example.org/" + i + " for more. " + "Word ".repeat(i % 300);
        };
    }
}
