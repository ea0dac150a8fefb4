package studio.athanor.gpumonitor.nvml;

import java.time.Duration;
import studio.athanor.gpumonitor.linux.SystemFolders;
import studio.athanor.gpumonitor.source.HostMemorySource;

/**
 * What is read besides the library, and how often.
 *
 * @param host what parts without memory of their own are read from
 * @param folders where it shows which cards sleep and which processes run
 * @param slowInterval how long processes, fans and the link are taken to stay as they are
 */
record NvmlSurroundings(HostMemorySource host, SystemFolders folders, Duration slowInterval) {}
