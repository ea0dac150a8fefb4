/**
 * Where readings come from. A {@link studio.athanor.gpumonitor.source.DeviceSource} is one vendor's or one system's way to
 * look at cards; a {@link studio.athanor.gpumonitor.source.HostMemorySource} looks at the host's memory.
 */
@NullMarked
package studio.athanor.gpumonitor.source;

import org.jspecify.annotations.NullMarked;
