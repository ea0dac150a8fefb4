package studio.athanor.engines.llama;

import java.util.List;
import studio.athanor.engines.spi.text.TextEvent;

/** Reads the text of an answer as it grows and tells what it means. One per answer; not thread-safe. */
interface AnswerText {

    /** Takes the next piece of text. */
    List<TextEvent> append(String text);

    /** Ends the answer and returns what was held back. */
    List<TextEvent> finish();

    /** Tells whether the answer calls tools. */
    boolean callsTools();

    /** Returns a reader that takes everything as the answer itself. */
    static AnswerText plain() {
        return new AnswerText() {
            @Override
            public List<TextEvent> append(String text) {
                return text.isEmpty() ? List.of() : List.of(new TextEvent.TextDelta(text));
            }

            @Override
            public List<TextEvent> finish() {
                return List.of();
            }

            @Override
            public boolean callsTools() {
                return false;
            }
        };
    }
}
