/** What the commands draw on a terminal, and nothing in a pipe. */
@NullMarked
package studio.athanor.cli.terminal;

import org.jspecify.annotations.NullMarked;
