/** The database: one file, one writer, and what to do when either is in trouble. */
@NullMarked
package studio.athanor.core.store;

import org.jspecify.annotations.NullMarked;
