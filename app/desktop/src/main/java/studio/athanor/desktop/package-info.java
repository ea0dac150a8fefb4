/** The JavaFX program: its main class and its composition root. */
@NullMarked
package studio.athanor.desktop;

import org.jspecify.annotations.NullMarked;
