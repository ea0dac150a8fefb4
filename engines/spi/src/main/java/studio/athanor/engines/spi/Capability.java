package studio.athanor.engines.spi;

/** What an engine can do with a model. */
public enum Capability {
    /** Answers conversations: the engine is a {@link studio.athanor.engines.spi.text.TextEngine}. */
    CHAT,
    /** Turns texts into vectors. */
    EMBED,
    /** Reads images given with a conversation. */
    VISION,
    /** Makes images from text. */
    IMAGE,
    /** Makes clips from text. */
    VIDEO
}
