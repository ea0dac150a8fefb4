/**
 * Long work, without a window toolkit: a {@link studio.athanor.engines.spi.job.Job} has a title, progress, a way to
 * cancel it and a result. Its body blocks, on a virtual thread of its own; start one with {@link
 * studio.athanor.engines.spi.job.Jobs}.
 */
@NullMarked
package studio.athanor.engines.spi.job;

import org.jspecify.annotations.NullMarked;
