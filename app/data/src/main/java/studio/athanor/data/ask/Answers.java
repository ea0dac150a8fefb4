package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.grammar.gbnf.GbnfException;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;

/** Reads values out of answers. */
final class Answers {

    private static final int SHOWN = 200;

    private Answers() {}

    /** Returns the text of an answer that is whole and not blank, without white space around it. */
    static String text(Reply reply) throws NotMade {
        String text = reply.text().strip();
        if (reply.isCut()) {
            throw NotMade.with(new JsonPrimitive(text), NotMade.TRUNCATED, reply.cutSentence());
        }
        if (text.isEmpty()) {
            throw NotMade.because(NotMade.EMPTY, "The model answered nothing.");
        }
        return text;
    }

    /**
     * Returns the JSON of an answer that was held to a grammar. An answer that ended with its last token counts if it is a
     * whole sentence of the grammar: engines steer to the nearest end when tokens run out.
     */
    static JsonElement json(Reply reply, Grammar grammar) throws NotMade {
        if (reply.isCut() && !isSentence(reply.text(), grammar)) {
            throw NotMade.with(new JsonPrimitive(reply.text()), NotMade.TRUNCATED, reply.cutSentence());
        }
        return Json.read(reply.text())
                .orElseThrow(() -> NotMade.with(
                        new JsonPrimitive(reply.text()),
                        NotMade.SCHEMA,
                        "The model did not keep to the grammar: " + shortened(reply.text())));
    }

    private static boolean isSentence(String text, Grammar grammar) {
        try {
            return GbnfGrammar.parse(grammar.gbnf()).accepts(text);
        } catch (GbnfException e) {
            throw new IllegalStateException("A compiled grammar is not GBNF", e);
        }
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
