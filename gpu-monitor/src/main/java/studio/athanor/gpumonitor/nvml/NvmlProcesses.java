package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.ProcessListing;
import studio.athanor.gpumonitor.reading.ProcessMemory;

/**
 * Lists the processes on a card. Three lists are asked for, since NVML keeps compute, graphics and shared compute apart; a
 * process in two of them holds its memory once. Confined to its arena's thread.
 *
 * <p>The functions named {@code _v3} fill records of 24 bytes in most drivers and of 32 in some (R535). Nothing says which,
 * so the buffer is filled with a pattern first, and what is left of the pattern behind the last record tells.
 */
final class NvmlProcesses {

    private static final int SHORT_RECORD = 24;
    private static final int LONG_RECORD = 32;
    private static final byte PATTERN = (byte) 0xAA;
    private static final long PATTERN_LONG = 0xAAAAAAAAAAAAAAAAL;
    private static final int MOST_PROCESSES = 8192;
    private static final int ATTEMPTS = 4;

    private static final NvmlCall[][] LISTS = {
        {NvmlCall.COMPUTE_V3, NvmlCall.COMPUTE_V2},
        {NvmlCall.GRAPHICS_V3, NvmlCall.GRAPHICS_V2},
        {NvmlCall.MPS_V3, NvmlCall.MPS_V2}
    };

    private final NvmlLibrary library;
    private final KnownProcesses known;
    private final MemorySegment count;
    private final MemorySegment detailList;
    private MemorySegment buffer;
    private int capacity = 64;
    private int recordBytes;

    NvmlProcesses(NvmlLibrary library, KnownProcesses known, Arena arena) {
        this.library = library;
        this.known = known;
        count = arena.allocate(JAVA_INT);
        detailList = arena.allocate(NvmlStructs.PROCESS_DETAIL_LIST_SIZE, 8);
        buffer = allocate();
    }

    /** Lists the processes; empty if the card or the driver cannot tell, or if the lists grew faster than the buffer. */
    Optional<ProcessListing> list(NvmlDevice device) {
        Map<Long, OptionalLong> found = new LinkedHashMap<>();
        int answered = 0;
        for (int mode = 0; mode < LISTS.length; mode++) {
            if (details(device, mode, found) || records(device, LISTS[mode], found)) {
                answered++;
            }
        }
        if (answered == 0) {
            return Optional.empty();
        }
        List<ProcessMemory> processes = new ArrayList<>(found.size());
        found.forEach((pid, bytes) -> processes.add(known.describe(pid, bytes)));
        return Optional.of(new ProcessListing(answered >= 2, processes));
    }

    /** The versioned list, in records of 32 bytes. */
    private boolean details(NvmlDevice device, int mode, Map<Long, OptionalLong> found) {
        if (device.lacks(NvmlCall.PROCESS_DETAILS, mode)) {
            return false;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            detailList.set(JAVA_INT, 0, NvmlStructs.PROCESS_DETAIL_LIST_VERSION);
            detailList.set(JAVA_INT, 4, mode);
            detailList.set(JAVA_INT, 8, capacity);
            detailList.set(ADDRESS, 16, buffer);
            int code = library.call(NvmlCall.PROCESS_DETAILS, device.handle(), detailList);
            if (code == NvmlReturn.SUCCESS) {
                read(Math.min(detailList.get(JAVA_INT, 8), capacity), LONG_RECORD, found);
                return true;
            }
            if (!grewFor(code, detailList.get(JAVA_INT, 8))) {
                device.note(NvmlCall.PROCESS_DETAILS, mode, code);
                return false;
            }
        }
        return false;
    }

    private boolean records(NvmlDevice device, NvmlCall[] versions, Map<Long, OptionalLong> found) {
        for (NvmlCall version : versions) {
            if (!device.lacks(version, 0) && records(device, version, found)) {
                return true;
            }
        }
        return false;
    }

    private boolean records(NvmlDevice device, NvmlCall version, Map<Long, OptionalLong> found) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            buffer.fill(PATTERN);
            count.set(JAVA_INT, 0, capacity);
            int code = library.call(version, device.handle(), count, buffer);
            if (code == NvmlReturn.SUCCESS) {
                int records = Math.min(count.get(JAVA_INT, 0), capacity);
                read(records, isVersion3(version) ? recordBytes(records) : SHORT_RECORD, found);
                return true;
            }
            if (!grewFor(code, count.get(JAVA_INT, 0))) {
                device.note(version, 0, code);
                return false;
            }
        }
        return false;
    }

    /** Makes room for a few more than were asked for: the next process may start before the next call. */
    private boolean grewFor(int code, int needed) {
        if (code != NvmlReturn.INSUFFICIENT_SIZE || capacity >= MOST_PROCESSES) {
            return false;
        }
        capacity = Math.min(MOST_PROCESSES, Math.max(capacity * 2, needed + needed / 4));
        buffer = allocate();
        return true;
    }

    private MemorySegment allocate() {
        return Arena.ofAuto().allocate((long) capacity * LONG_RECORD, 8);
    }

    private int recordBytes(int records) {
        if (recordBytes == 0 && records > 0) {
            boolean patternLeft = buffer.get(JAVA_LONG, (long) records * LONG_RECORD - 8) == PATTERN_LONG;
            int likely = patternLeft ? SHORT_RECORD : LONG_RECORD;
            int other = patternLeft ? LONG_RECORD : SHORT_RECORD;
            recordBytes = plausible(records, likely) || !plausible(records, other) ? likely : other;
        }
        return recordBytes;
    }

    /** Process ids are small, and instance ids are small or all ones. */
    private boolean plausible(int records, int size) {
        for (int i = 0; i < records; i++) {
            long start = (long) i * size;
            int pid = buffer.get(JAVA_INT, start);
            int instance = buffer.get(JAVA_INT, start + 16);
            if (pid <= 0 || (instance != -1 && (instance < 0 || instance > 255))) {
                return false;
            }
        }
        return true;
    }

    private void read(int records, int size, Map<Long, OptionalLong> found) {
        for (int i = 0; i < records; i++) {
            long start = (long) i * size;
            long pid = Integer.toUnsignedLong(buffer.get(JAVA_INT, start));
            long bytes = buffer.get(JAVA_LONG, start + 8);
            found.merge(
                    pid,
                    bytes == NvmlStructs.NOT_AVAILABLE ? OptionalLong.empty() : OptionalLong.of(bytes),
                    NvmlProcesses::larger);
        }
    }

    private static OptionalLong larger(OptionalLong one, OptionalLong other) {
        return one.isPresent() && one.getAsLong() >= other.orElse(0) ? one : other.isPresent() ? other : one;
    }

    private static boolean isVersion3(NvmlCall call) {
        return call == NvmlCall.COMPUTE_V3 || call == NvmlCall.GRAPHICS_V3 || call == NvmlCall.MPS_V3;
    }
}
