/** The commands {@code gpus} and {@code plan}: what devices there are, and what a model would take of each. */
@NullMarked
package studio.athanor.cli.gpus;

import org.jspecify.annotations.NullMarked;
