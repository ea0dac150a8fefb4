/** Commands that other modules add to the command line. */
@NullMarked
package studio.athanor.core.command;

import org.jspecify.annotations.NullMarked;
