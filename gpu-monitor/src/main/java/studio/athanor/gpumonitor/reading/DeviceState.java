package studio.athanor.gpumonitor.reading;

/** Whether a card answers. */
public enum DeviceState {
    /** It answers. */
    OK,
    /** It sleeps to save power. It is not read, since reading would wake it. */
    ASLEEP,
    /** It fell off the bus or cannot be reached any more. */
    LOST,
    /** It answers only that it must be reset. */
    RESET_REQUIRED,
    /** Its source failed or is late; nothing is known of the card itself. */
    UNREADABLE
}
