package studio.athanor.core.chat;

/**
 * Names a conversation, everywhere and for ever.
 *
 * @param value letters, digits and dashes, 64 at most; ids made here are UUIDs of version 7
 */
public record ConversationId(String value) {

    public ConversationId {
        Ids.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
