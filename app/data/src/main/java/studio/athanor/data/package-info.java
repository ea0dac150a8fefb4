/** Synthetic data. Start at {@link studio.athanor.data.recipe.Recipe}, then {@link studio.athanor.data.run.RunStore}. */
@NullMarked
package studio.athanor.data;

import org.jspecify.annotations.NullMarked;
