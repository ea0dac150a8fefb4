package studio.athanor.gpumonitor.device;

/** The sort of a device. */
public enum DeviceKind {
    /** A card with memory of its own. */
    DISCRETE,
    /** A graphics unit that shares the host's memory. */
    INTEGRATED,
    /** A program that does a card's work on the processor. */
    SOFTWARE
}
