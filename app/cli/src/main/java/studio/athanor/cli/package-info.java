/**
 * The studio from a terminal. Start at {@link studio.athanor.cli.Main}; each command has a package of its own.
 */
@NullMarked
package studio.athanor.cli;

import org.jspecify.annotations.NullMarked;
