/** Named ways of choosing tokens. */
@NullMarked
package studio.athanor.core.presets;

import org.jspecify.annotations.NullMarked;
