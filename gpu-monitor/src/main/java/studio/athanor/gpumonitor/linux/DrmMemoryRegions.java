package studio.athanor.gpumonitor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.MemoryReading;

/**
 * Asks Intel's drivers for a card's regions of memory ({@code xe_drm.h}, {@code i915_drm.h}). Opening the card needs
 * membership in the group that owns it, as drawing does. In use is what the driver tells privileged programs; others are
 * told 0 or that all is free, which is taken as not told.
 */
final class DrmMemoryRegions implements DrmMemoryQuery {

    /** {@code DRM_IOWR(0x40, struct drm_xe_device_query)}. */
    private static final long XE_DEVICE_QUERY = 0xC0286440L;

    /** {@code DRM_IOWR(0x79, struct drm_i915_query)}. */
    private static final long I915_QUERY = 0xC0106479L;

    private static final int XE_QUERY_SIZE = 40;
    private static final int XE_QUERY_MEM_REGIONS = 1;
    private static final int I915_QUERY_MEMORY_REGIONS = 4;
    private static final int REGION_SIZE = 88;
    private static final int LOCAL_MEMORY = 1;
    private static final int LARGEST_ANSWER = 1 << 16;

    private final Path devices;
    private final SystemCalls calls = new SystemCalls();

    DrmMemoryRegions(Path devices) {
        this.devices = devices;
    }

    @Override
    public MemoryReading read(DrmCard card) {
        List<Path> nodes = KernelFolder.entries(card.device().resolve("drm"), "renderD*");
        if (nodes.isEmpty()) {
            return MemoryReading.NONE;
        }
        Path node =
                devices.resolve("dri").resolve(String.valueOf(nodes.getFirst().getFileName()));
        int file = calls.open(node, SystemCalls.READ_WRITE);
        if (file < 0) {
            return MemoryReading.NONE;
        }
        try (Arena arena = Arena.ofConfined()) {
            return card.driver().orElse("").equals("xe") ? xe(file, arena) : i915(file, arena);
        } finally {
            calls.close(file);
        }
    }

    private MemoryReading xe(int file, Arena arena) {
        MemorySegment query = arena.allocate(XE_QUERY_SIZE, 8);
        query.set(JAVA_INT, 8, XE_QUERY_MEM_REGIONS);
        if (calls.ioctl(file, XE_DEVICE_QUERY, query) != 0) {
            return MemoryReading.NONE;
        }
        int size = query.get(JAVA_INT, 12);
        if (size <= 0 || size > LARGEST_ANSWER) {
            return MemoryReading.NONE;
        }
        MemorySegment answer = arena.allocate(size, 8);
        query.set(ADDRESS, 16, answer);
        return calls.ioctl(file, XE_DEVICE_QUERY, query) == 0 ? xeRegions(answer) : MemoryReading.NONE;
    }

    private MemoryReading i915(int file, Arena arena) {
        MemorySegment item = arena.allocate(24, 8);
        item.set(JAVA_LONG, 0, I915_QUERY_MEMORY_REGIONS);
        MemorySegment query = arena.allocate(16, 8);
        query.set(JAVA_INT, 0, 1);
        query.set(ADDRESS, 8, item);
        if (calls.ioctl(file, I915_QUERY, query) != 0) {
            return MemoryReading.NONE;
        }
        int size = item.get(JAVA_INT, 8);
        if (size <= 0 || size > LARGEST_ANSWER) {
            return MemoryReading.NONE;
        }
        MemorySegment answer = arena.allocate(size, 8);
        item.set(ADDRESS, 16, answer);
        return calls.ioctl(file, I915_QUERY, query) == 0 ? i915Regions(answer) : MemoryReading.NONE;
    }

    /** {@code drm_xe_query_mem_regions}: a count and padding, then regions of class, instance, page size, total, used. */
    static MemoryReading xeRegions(MemorySegment answer) {
        long total = 0;
        long used = 0;
        for (int i = 0; i < answer.get(JAVA_INT, 0); i++) {
            long start = 8 + (long) i * REGION_SIZE;
            if (answer.get(JAVA_SHORT, start) == LOCAL_MEMORY) {
                total += answer.get(JAVA_LONG, start + 8);
                used += answer.get(JAVA_LONG, start + 16);
            }
        }
        return reading(total, used);
    }

    /** {@code drm_i915_query_memory_regions}: a count and padding, then regions of class, instance, probed, unallocated. */
    static MemoryReading i915Regions(MemorySegment answer) {
        long total = 0;
        long free = 0;
        for (int i = 0; i < answer.get(JAVA_INT, 0); i++) {
            long start = 16 + (long) i * REGION_SIZE;
            if (answer.get(JAVA_SHORT, start) == LOCAL_MEMORY) {
                total += answer.get(JAVA_LONG, start + 8);
                free += answer.get(JAVA_LONG, start + 16);
            }
        }
        return reading(total, total - free);
    }

    private static MemoryReading reading(long total, long used) {
        if (total <= 0) {
            return MemoryReading.NONE;
        }
        return used > 0 ? MemoryReading.of(total, used) : MemoryReading.ofSize(OptionalLong.of(total));
    }
}
