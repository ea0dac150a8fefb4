/**
 * What crosses the socket between the studio and a worker: JSON-RPC 2.0 messages in {@code Content-Length} frames, the
 * values of the engine SPI as JSON. Start at {@link studio.athanor.engines.worker.wire.Protocol}.
 */
@NullMarked
package studio.athanor.engines.worker.wire;

import org.jspecify.annotations.NullMarked;
