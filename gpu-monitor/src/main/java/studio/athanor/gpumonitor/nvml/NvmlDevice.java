package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.DeviceState;

/**
 * Calls to one card. Remembers what the card does not support, so that it is asked once, and whether the card was lost.
 * Confined to its arena's thread.
 */
final class NvmlDevice {

    private final NvmlLibrary library;
    private final MemorySegment handle;
    private final MemorySegment out;
    private final Map<NvmlCall, BitSet> lacking = new EnumMap<>(NvmlCall.class);
    private DeviceState state = DeviceState.OK;
    private boolean answered;
    private boolean refused;
    private boolean silent;
    private int lastCode;

    NvmlDevice(NvmlLibrary library, MemorySegment handle, Arena arena) {
        this.library = library;
        this.handle = handle;
        out = arena.allocate(256, 8);
    }

    MemorySegment handle() {
        return handle;
    }

    DeviceState state() {
        return state;
    }

    /** Takes the card for well until a call says otherwise. */
    void assumeWell() {
        state = DeviceState.OK;
    }

    /** Begins a reading, in which nothing was answered yet. */
    void begin() {
        answered = false;
        refused = false;
    }

    /**
     * Tells whether the driver does not know this card any more: in this reading calls were refused and none succeeded, or
     * none was made since that was so.
     */
    boolean isSilent() {
        silent = !answered && (refused || silent);
        return silent;
    }

    boolean lacks(NvmlCall call, int index) {
        BitSet indices = lacking.get(call);
        return indices != null && indices.get(index);
    }

    /** Draws the conclusions from a call's answer. */
    void note(NvmlCall call, int index, int code) {
        lastCode = code;
        answered |= code == NvmlReturn.SUCCESS;
        refused |= NvmlReturn.isRefusal(code);
        if (NvmlReturn.isForGood(code)) {
            lacking.computeIfAbsent(call, _ -> new BitSet()).set(index);
        } else if (code == NvmlReturn.GPU_IS_LOST) {
            state = DeviceState.LOST;
        } else if (code == NvmlReturn.RESET_REQUIRED) {
            state = DeviceState.RESET_REQUIRED;
        }
    }

    /** Returns the code of the last call that {@link #fill}, {@link #number} or {@link #text} made. */
    int lastCode() {
        return lastCode;
    }

    /**
     * Calls a function that fills a struct.
     *
     * @param version its first word, 0 for structs without one
     * @return the struct, valid until the next call
     */
    Optional<MemorySegment> fill(NvmlCall call, int version) {
        return fill(call, version, 0);
    }

    /**
     * Calls a function that fills a struct of one of several parts, such as a fan.
     *
     * @param version its first word
     * @param index its second word
     * @return the struct, valid until the next call
     */
    Optional<MemorySegment> fill(NvmlCall call, int version, int index) {
        if (lacks(call, index) || state != DeviceState.OK) {
            return Optional.empty();
        }
        out.fill((byte) 0);
        out.set(JAVA_INT, 0, version);
        out.set(JAVA_INT, 4, index);
        int code = library.call(call, handle, out);
        note(call, index, code);
        return code == NvmlReturn.SUCCESS ? Optional.of(out) : Optional.empty();
    }

    /** Calls a function that gives one unsigned int. */
    OptionalInt number(NvmlCall call) {
        return fill(call, 0).map(NvmlDevice::firstInt).orElse(OptionalInt.empty());
    }

    /** Calls a function that gives one unsigned int for an index, such as a kind of clock. */
    OptionalInt number(NvmlCall call, int index) {
        if (lacks(call, index) || state != DeviceState.OK) {
            return OptionalInt.empty();
        }
        int code = library.call(call, handle, index, out);
        note(call, index, code);
        return code == NvmlReturn.SUCCESS ? firstInt(out) : OptionalInt.empty();
    }

    /** Calls a function that gives two unsigned ints; the second is at 4. */
    Optional<MemorySegment> pair(NvmlCall call) {
        if (lacks(call, 0) || state != DeviceState.OK) {
            return Optional.empty();
        }
        int code = library.call(call, handle, out, out.asSlice(4));
        note(call, 0, code);
        return code == NvmlReturn.SUCCESS ? Optional.of(out) : Optional.empty();
    }

    /** Calls a function that gives 64 bits. */
    OptionalLong longNumber(NvmlCall call) {
        Optional<MemorySegment> filled = fill(call, 0);
        return filled.isPresent() ? OptionalLong.of(filled.get().get(JAVA_LONG, 0)) : OptionalLong.empty();
    }

    /** Calls a function that writes a name. */
    Optional<String> text(NvmlCall call) {
        if (state != DeviceState.OK) {
            return Optional.empty();
        }
        out.fill((byte) 0);
        int code = library.text(call, handle, out.asSlice(0, 96));
        note(call, 0, code);
        return code == NvmlReturn.SUCCESS
                ? Optional.of(NvmlStructs.text(out.asSlice(0, 96))).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static OptionalInt firstInt(MemorySegment filled) {
        return OptionalInt.of(filled.get(JAVA_INT, 0));
    }
}
