/** The process an engine lives in, and its supervisor. */
@NullMarked
package studio.athanor.engines.worker;

import org.jspecify.annotations.NullMarked;
