/** Commands, the keys that call them, and the list that shows both. */
@NullMarked
package studio.athanor.desktop.shortcuts;

import org.jspecify.annotations.NullMarked;
