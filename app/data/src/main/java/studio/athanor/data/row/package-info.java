/** Rows, their types, and the seeds that make them repeatable. */
@NullMarked
package studio.athanor.data.row;

import org.jspecify.annotations.NullMarked;
