/** Where the window was and how it was divided. */
@NullMarked
package studio.athanor.core.window;

import org.jspecify.annotations.NullMarked;
