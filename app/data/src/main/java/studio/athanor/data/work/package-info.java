/** Puts the rooms together: models that are loaded, and what a run of them works with. Start at {@link RunWork}. */
@NullMarked
package studio.athanor.data.work;

import org.jspecify.annotations.NullMarked;
