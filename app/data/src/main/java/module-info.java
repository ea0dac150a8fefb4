/**
 * Synthetic data: recipes, runs, validators, exports and reports, without a window. Start at {@code
 * studio.athanor.data.recipe}.
 */
@org.jspecify.annotations.NullMarked
module studio.athanor.data {
    requires com.github.luben.zstd_jni;
    requires transitive com.google.gson;
    requires com.networknt.schema;
    requires dev.hardwood.core;
    requires java.sql;
    requires java.xml;
    requires org.apache.pdfbox;
    requires org.jsoup;
    requires java.compiler;
    requires jdk.compiler;
    requires net.sf.jsqlparser;
    requires org.apache.opennlp.tools;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;
    requires studio.athanor.engines.grammar;
    requires transitive studio.athanor.core;
    requires transitive studio.athanor.engines.chattemplate;
    requires transitive studio.athanor.engines.spi;

    exports studio.athanor.data;
    exports studio.athanor.data.ask;
    exports studio.athanor.data.documents;
    exports studio.athanor.data.export;
    exports studio.athanor.data.recipe;
    exports studio.athanor.data.report;
    exports studio.athanor.data.row;
    exports studio.athanor.data.run;
    exports studio.athanor.data.sample;
    exports studio.athanor.data.work;
}
