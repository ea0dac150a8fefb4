/** A small sandboxed Jinja, chat templates on it, and the reading of what models answer. */
@NullMarked
package studio.athanor.engines.chattemplate;

import org.jspecify.annotations.NullMarked;
