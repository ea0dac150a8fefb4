/** What a dataset is to be: {@link Recipe}, read from YAML or JSON and checked. */
@NullMarked
package studio.athanor.data.recipe;

import org.jspecify.annotations.NullMarked;
