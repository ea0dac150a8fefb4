/**
 * Says whether a text is Python. Start at {@link studio.athanor.data.check.python.PythonSyntax}; {@code Lexer} makes tokens,
 * {@code Statements}, {@code Expressions}, {@code Atoms} and {@code Patterns} follow the language reference's grammar.
 */
@NullMarked
package studio.athanor.data.check.python;

import org.jspecify.annotations.NullMarked;
