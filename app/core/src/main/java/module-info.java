/**
 * What the studio does, without a window: conversations, models, settings, and the files that hold them.
 *
 * <p>Start at {@link studio.athanor.core.Studio}.
 */
@org.jspecify.annotations.NullMarked
module studio.athanor.core {
    requires transitive com.google.gson;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires studio.athanor.engines.gguf;
    requires studio.athanor.engines.worker;
    requires transitive studio.athanor.engines.spi;
    requires transitive studio.athanor.gpumonitor;

    exports studio.athanor.core;
    exports studio.athanor.core.chat;
    exports studio.athanor.core.command;
    exports studio.athanor.core.home;
    exports studio.athanor.core.models;
    exports studio.athanor.core.placement;
    exports studio.athanor.core.presets;
    exports studio.athanor.core.settings;
    exports studio.athanor.core.window;

    uses studio.athanor.core.command.StudioCommand;
    uses studio.athanor.engines.spi.EngineProvider;
}
