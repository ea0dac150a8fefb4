/** What the studio does, without a window. */
@NullMarked
package studio.athanor.core;

import org.jspecify.annotations.NullMarked;
