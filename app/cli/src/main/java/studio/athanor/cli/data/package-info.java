/** {@code athanor data}: datasets from a terminal. */
@NullMarked
package studio.athanor.cli.data;

import org.jspecify.annotations.NullMarked;
