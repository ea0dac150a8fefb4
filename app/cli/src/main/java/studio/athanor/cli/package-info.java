/** The studio from a terminal. */
@NullMarked
package studio.athanor.cli;

import org.jspecify.annotations.NullMarked;
