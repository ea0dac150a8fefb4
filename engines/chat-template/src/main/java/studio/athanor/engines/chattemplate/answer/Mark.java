package studio.athanor.engines.chattemplate.answer;

/** A text that ends one part of an answer and begins another. */
sealed interface Mark {

    String text();

    /**
     * Opens reasoning.
     *
     * @param text the mark
     * @param close what ends the reasoning
     * @param anywhere whether it counts after visible text too; plain words, unlike special tokens, do not
     */
    record Reasoning(String text, String close, boolean anywhere) implements Mark {}

    /** Ends reasoning. */
    record ReasoningEnd(String text) implements Mark {}

    /**
     * Opens tool calls.
     *
     * @param text the mark
     * @param close what ends them; empty if their own syntax does
     * @param bare whether the mark is the beginning of the call itself, and the call must be all of the answer
     */
    record Calls(String text, String close, boolean bare) implements Mark {

        /** Returns whether the mark also ends reasoning that was not closed; special tokens do. */
        boolean endsReasoning() {
            return text.indexOf('|') >= 0 || text.indexOf('｜') >= 0 || text.startsWith("[TOOL");
        }
    }

    /** Opens the header of a message in gpt-oss's harmony; the header that a prompt began goes on with a recipient. */
    record Header(String text) implements Mark {

        static final String RECIPIENT = "to=";
    }

    /** Means nothing to a reader. */
    record Noise(String text) implements Mark {}
}
