/** Runs: rows made in order, journalled, repeatable. Start at {@link RunStore}. */
@NullMarked
package studio.athanor.data.run;

import org.jspecify.annotations.NullMarked;
