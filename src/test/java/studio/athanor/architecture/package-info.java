/** Holds the arrows between modules, and the rules that no compiler knows. */
@NullMarked
package studio.athanor.architecture;

import org.jspecify.annotations.NullMarked;
