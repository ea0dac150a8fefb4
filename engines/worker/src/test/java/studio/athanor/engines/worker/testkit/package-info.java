/** An engine that does what tests ask for, in real worker processes. */
@NullMarked
package studio.athanor.engines.worker.testkit;

import org.jspecify.annotations.NullMarked;
