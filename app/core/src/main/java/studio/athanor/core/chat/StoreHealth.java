package studio.athanor.core.chat;

import studio.athanor.core.StudioException;

/** Whether changes reach the disk. */
public sealed interface StoreHealth {

    /** They do. */
    record Saving() implements StoreHealth {}

    /**
     * They do not; they are kept in memory and tried again.
     *
     * @param reason why
     * @param waitingChanges how many are kept
     */
    record Waiting(StudioException reason, int waitingChanges) implements StoreHealth {}
}
