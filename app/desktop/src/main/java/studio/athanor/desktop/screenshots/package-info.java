/** The command that photographs every pane of the real window, painted in memory. */
@NullMarked
package studio.athanor.desktop.screenshots;

import org.jspecify.annotations.NullMarked;
