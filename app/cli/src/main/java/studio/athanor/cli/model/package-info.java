/** The command {@code model}: facts of model files. */
@NullMarked
package studio.athanor.cli.model;

import org.jspecify.annotations.NullMarked;
