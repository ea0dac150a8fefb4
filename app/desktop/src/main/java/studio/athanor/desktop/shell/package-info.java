/**
 * The window around the panes: rail, inspector, status bar, and what every pane is given.
 *
 * <p>A pane implements {@link studio.athanor.desktop.shell.Pane} and takes a {@link
 * studio.athanor.desktop.shell.PaneContext} in its constructor.
 */
@NullMarked
package studio.athanor.desktop.shell;

import org.jspecify.annotations.NullMarked;
