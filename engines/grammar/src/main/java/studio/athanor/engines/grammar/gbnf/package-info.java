/** Reads GBNF as llama.cpp does, to refuse what would harm native code and to try texts against a grammar. */
@NullMarked
package studio.athanor.engines.grammar.gbnf;

import org.jspecify.annotations.NullMarked;
