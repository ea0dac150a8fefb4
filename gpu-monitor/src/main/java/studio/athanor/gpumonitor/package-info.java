/**
 * What the machine's graphics cards are and how they are doing. Start at {@link
 * studio.athanor.gpumonitor.DeviceSampler}: it looks at all cards on a thread of its own as often as somebody wants to know,
 * and hands every observer the latest {@link studio.athanor.gpumonitor.BoardReading}. {@link
 * studio.athanor.gpumonitor.DeviceSources} knows which sources this machine has.
 */
@NullMarked
package studio.athanor.gpumonitor;

import org.jspecify.annotations.NullMarked;
