package studio.athanor.core.chat;

/** What happened to the stored conversations, told after it was committed. */
public sealed interface ConversationChange {

    /**
     * A conversation is new, or its title, place in the list, settings or turns changed.
     *
     * @param conversation which
     */
    record Changed(ConversationId conversation) implements ConversationChange {}

    /**
     * A conversation went to the trash or is gone.
     *
     * @param conversation which
     */
    record Removed(ConversationId conversation) implements ConversationChange {}
}
