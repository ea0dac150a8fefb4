/** What people choose about the window, and the pane where they do. */
@NullMarked
package studio.athanor.desktop.settings;

import org.jspecify.annotations.NullMarked;
