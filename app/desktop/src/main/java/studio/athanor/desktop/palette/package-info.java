/** One field that finds commands, conversations and models, and does what Enter is pressed on. */
@NullMarked
package studio.athanor.desktop.palette;

import org.jspecify.annotations.NullMarked;
