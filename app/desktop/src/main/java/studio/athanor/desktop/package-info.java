/** The JavaFX shell and its panes. */
@NullMarked
package studio.athanor.desktop;

import org.jspecify.annotations.NullMarked;
