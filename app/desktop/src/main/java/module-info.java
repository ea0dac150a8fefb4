/** The JavaFX shell and its panes. Start at {@code studio.athanor.desktop.Assembly}, the composition root. */
@org.jspecify.annotations.NullMarked
module studio.athanor.desktop {
    requires static transitive org.jspecify;
    requires transitive javafx.controls;
    requires transitive org.kordamp.ikonli.core;
    requires transitive studio.athanor.core;
    requires studio.athanor.data;
    requires studio.athanor.engines.gguf;
    requires transitive studio.athanor.engines.spi;
    requires atlantafx.base;
    requires java.logging;
    requires jdk.management;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.strikethrough;
    requires org.commonmark.ext.gfm.tables;
    requires org.kordamp.ikonli.feather;
    requires org.kordamp.ikonli.javafx;
    requires org.slf4j;

    provides studio.athanor.core.command.StudioCommand with
            studio.athanor.desktop.screenshots.ScreenshotsCommand;

    uses studio.athanor.engines.spi.EngineProvider;
}
