/** The studio from a terminal. */
@org.jspecify.annotations.NullMarked
module studio.athanor.cli {
    requires com.google.gson;
    requires info.picocli;
    requires java.logging;
    requires org.jline;
    requires static transitive org.jspecify;
    requires transitive studio.athanor.core;
    requires studio.athanor.data;
    requires studio.athanor.engines.chattemplate;
    requires studio.athanor.engines.gguf;

    exports studio.athanor.cli;

    opens studio.athanor.cli to
            info.picocli;
    opens studio.athanor.cli.bench to
            info.picocli;
    opens studio.athanor.cli.chat to
            info.picocli;
    opens studio.athanor.cli.data to
            info.picocli;
    opens studio.athanor.cli.doctor to
            info.picocli;
    opens studio.athanor.cli.gpus to
            info.picocli;
    opens studio.athanor.cli.model to
            info.picocli;
    opens studio.athanor.cli.template to
            info.picocli;

    uses studio.athanor.core.command.StudioCommand;
    uses studio.athanor.engines.spi.EngineProvider;
}
