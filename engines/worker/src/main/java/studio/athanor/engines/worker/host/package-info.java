/** The worker process. Start at {@link studio.athanor.engines.worker.host.WorkerMain}. */
@NullMarked
package studio.athanor.engines.worker.host;

import org.jspecify.annotations.NullMarked;
