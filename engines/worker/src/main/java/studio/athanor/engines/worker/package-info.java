/**
 * The studio's side of worker processes. {@link studio.athanor.engines.worker.WorkerEngines} opens a model in a process
 * of its own and returns a {@link studio.athanor.engines.worker.SupervisedEngine}, which is loaded again when that
 * process dies. The process itself is in {@code studio.athanor.engines.worker.host}, what crosses the socket in {@code
 * studio.athanor.engines.worker.wire}.
 */
@NullMarked
package studio.athanor.engines.worker;

import org.jspecify.annotations.NullMarked;
