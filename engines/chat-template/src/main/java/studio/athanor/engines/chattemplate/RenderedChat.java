package studio.athanor.engines.chattemplate;

import java.util.Set;

/**
 * A conversation as a model reads it.
 *
 * @param text the prompt; special tokens stand in it as text
 * @param startsInReasoning whether the prompt ends inside a reasoning block, so that the answer begins there
 * @param adaptations what was done to the conversation because the template asked for it
 */
public record RenderedChat(String text, boolean startsInReasoning, Set<Adaptation> adaptations) {

    public RenderedChat {
        adaptations = Set.copyOf(adaptations);
    }

    /** What a template can make necessary. */
    public enum Adaptation {
        /** The template takes no system message: it was put before the first user turn. */
        SYSTEM_IN_USER_TURN,
        /** The template wants arguments of tool calls as JSON text, not as objects. */
        ARGUMENTS_AS_TEXT,
        /** The template wants contents as lists of parts, not as strings. */
        CONTENT_AS_PARTS,
        /** The template cannot do without a list of tools: it was given an empty one. */
        EMPTY_TOOL_LIST
    }
}
