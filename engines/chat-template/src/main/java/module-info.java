/** A small sandboxed Jinja, chat templates on it, and the reading of what models answer. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.chattemplate {
    requires static transitive org.jspecify;
    requires transitive com.google.gson;
    requires transitive studio.athanor.engines.spi;

    exports studio.athanor.engines.chattemplate;
    exports studio.athanor.engines.chattemplate.answer;
    exports studio.athanor.engines.chattemplate.jinja;
}
