/** Turns JSON Schemas into GBNF grammars. */
@NullMarked
package studio.athanor.engines.grammar;

import org.jspecify.annotations.NullMarked;
