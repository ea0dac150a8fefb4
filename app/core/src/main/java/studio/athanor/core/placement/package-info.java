/**
 * Plans which device gets which part of a model, before it is loaded. Start at {@link
 * studio.athanor.core.placement.LoadPlanner}; the arithmetic is gpu-monitor's.
 */
@NullMarked
package studio.athanor.core.placement;

import org.jspecify.annotations.NullMarked;
