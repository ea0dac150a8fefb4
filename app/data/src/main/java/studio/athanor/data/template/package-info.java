/** Jinja over rows. */
@NullMarked
package studio.athanor.data.template;

import org.jspecify.annotations.NullMarked;
