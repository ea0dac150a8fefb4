/**
 * Turns JSON Schemas into GBNF grammars. Start at {@link studio.athanor.engines.grammar.JsonSchemaGrammar}; inside, {@code
 * Compilation} writes one rule for each combination of schemas that a value has to satisfy, {@code Expansion} resolves
 * references and combinations, {@code Constraints} gathers keywords, and the classes named {@code ...Rules} write rules.
 */
@NullMarked
package studio.athanor.engines.grammar;

import org.jspecify.annotations.NullMarked;
