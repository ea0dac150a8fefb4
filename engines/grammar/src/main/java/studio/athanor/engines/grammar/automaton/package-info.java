/**
 * Regular languages over code points: regular expressions, number ranges and word lists become deterministic automata,
 * which can be intersected, subtracted and counted, and which the grammar writer turns into rules.
 */
@NullMarked
package studio.athanor.engines.grammar.automaton;

import org.jspecify.annotations.NullMarked;
