/**
 * A small sandboxed Jinja. {@link studio.athanor.engines.chattemplate.jinja.JinjaTemplate} parses and renders; templates
 * see {@link studio.athanor.engines.chattemplate.jinja.Value}s only, never Java objects, and every rendering stays
 * within {@link studio.athanor.engines.chattemplate.jinja.Limits}.
 *
 * <p>The reference is Jinja 3.1 for Python as the transformers library sets it up: trimmed blocks, loop controls, a
 * sandbox, {@code raise_exception}, {@code strftime_now}, its own {@code tojson} and {@code generation} blocks.
 * Inheritance, inclusion and import of templates are refused.
 */
@NullMarked
package studio.athanor.engines.chattemplate.jinja;

import org.jspecify.annotations.NullMarked;
