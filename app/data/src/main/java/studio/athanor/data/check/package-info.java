/**
 * What a row has to pass: {@link studio.athanor.data.check.RowChecks} looks at a value or row alone, {@link
 * studio.athanor.data.check.NoveltyGate} compares it with all accepted rows. A value that does not pass is refused with a
 * sentence; it never stops a run, hangs or overflows the stack.
 */
@NullMarked
package studio.athanor.data.check;

import org.jspecify.annotations.NullMarked;
