/**
 * Values that no model writes: drawn by chance, picked from files, computed from other columns. Start at {@link
 * SampledColumns}.
 */
@NullMarked
package studio.athanor.data.sample;

import org.jspecify.annotations.NullMarked;
