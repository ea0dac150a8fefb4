/**
 * The pane of graphics cards: how they are, what they hold, and which layers of which model they get. Start with {@link
 * studio.athanor.desktop.gpus.GpusPane}; {@link studio.athanor.desktop.gpus.BoardModel} follows the cards, {@link
 * studio.athanor.desktop.gpus.PlansModel} the plans.
 */
@NullMarked
package studio.athanor.desktop.gpus;

import org.jspecify.annotations.NullMarked;
