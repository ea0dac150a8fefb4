/**
 * Synthetic data: recipes, runs, validators, exports and reports, without a window. Start at {@code
 * studio.athanor.data.recipe}.
 */
@org.jspecify.annotations.NullMarked
module studio.athanor.data {
    requires transitive com.google.gson;
    requires java.sql;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;
    requires studio.athanor.engines.chattemplate;
    requires studio.athanor.engines.grammar;
    requires transitive studio.athanor.core;
    requires transitive studio.athanor.engines.spi;

    exports studio.athanor.data;
    exports studio.athanor.data.recipe;
    exports studio.athanor.data.row;
    exports studio.athanor.data.run;
}
