/** The command {@code bench}: how fast prompts are read and tokens written. */
@NullMarked
package studio.athanor.cli.bench;

import org.jspecify.annotations.NullMarked;
