/**
 * What the studio does, without a window. {@link studio.athanor.core.Studio} is the one composition of it; {@link
 * studio.athanor.core.StudioException} is what can be expected to go wrong.
 */
@NullMarked
package studio.athanor.core;

import org.jspecify.annotations.NullMarked;
