/** Turns JSON Schemas into GBNF grammars, and checks grammars before native code reads them. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.grammar {
    requires static transitive org.jspecify;
    requires transitive com.google.gson;

    exports studio.athanor.engines.grammar;
    exports studio.athanor.engines.grammar.gbnf;
}
