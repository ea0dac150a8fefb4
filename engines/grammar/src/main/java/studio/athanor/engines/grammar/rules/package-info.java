/** Grammar rules while they are built: pruned of what derives nothing, then written as GBNF text. */
@NullMarked
package studio.athanor.engines.grammar.rules;

import org.jspecify.annotations.NullMarked;
