package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import studio.athanor.engines.llama.libllama.Structs;

/** The tokens of one computation, in native memory that is allocated once. */
final class DecodeBatch {

    private static final long COUNT = Structs.offset(Structs.BATCH, "n_tokens");

    private final MemorySegment struct;
    private final MemorySegment tokens;
    private final MemorySegment positions;
    private final MemorySegment sequences;
    private final MemorySegment outputs;
    private final int capacity;
    private int size;

    DecodeBatch(Arena arena, int capacity) {
        this.capacity = capacity;
        struct = arena.allocate(Structs.BATCH);
        tokens = arena.allocate(JAVA_INT, capacity);
        positions = arena.allocate(JAVA_INT, capacity);
        sequences = arena.allocate(JAVA_INT, capacity);
        outputs = arena.allocate(JAVA_BYTE, capacity);
        MemorySegment sequenceCounts = arena.allocate(JAVA_INT, capacity);
        MemorySegment sequencePointers = arena.allocate(ADDRESS, capacity);
        for (int i = 0; i < capacity; i++) {
            sequenceCounts.setAtIndex(JAVA_INT, i, 1);
            sequencePointers.setAtIndex(ADDRESS, i, sequences.asSlice(i * JAVA_INT.byteSize(), JAVA_INT));
        }
        struct.set(ADDRESS, Structs.offset(Structs.BATCH, "token"), tokens);
        struct.set(ADDRESS, Structs.offset(Structs.BATCH, "pos"), positions);
        struct.set(ADDRESS, Structs.offset(Structs.BATCH, "n_seq_id"), sequenceCounts);
        struct.set(ADDRESS, Structs.offset(Structs.BATCH, "seq_id"), sequencePointers);
        struct.set(ADDRESS, Structs.offset(Structs.BATCH, "logits"), outputs);
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int room() {
        return capacity - size;
    }

    /** Adds a token and returns its index in the batch. */
    int add(int token, int position, int sequence, boolean output) {
        tokens.setAtIndex(JAVA_INT, size, token);
        positions.setAtIndex(JAVA_INT, size, position);
        sequences.setAtIndex(JAVA_INT, size, sequence);
        outputs.set(JAVA_BYTE, size, (byte) (output ? 1 : 0));
        return size++;
    }

    /** Returns the struct for the library. */
    MemorySegment struct() {
        struct.set(JAVA_INT, COUNT, size);
        return struct;
    }
}
