package studio.athanor.core.chat;

/**
 * Names a turn of a conversation, everywhere and for ever.
 *
 * @param value letters, digits and dashes, 64 at most; ids made here are UUIDs of version 7
 */
public record TurnId(String value) {

    public TurnId {
        Ids.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
