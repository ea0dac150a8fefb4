package studio.athanor.data.export.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, little end first. */
final class Bytes {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data = new byte[256];
    private int size;

    int size() {
        return size;
    }

    /** Returns the store itself; only the first {@link #size()} bytes count. */
    byte[] array() {
        return data;
    }

    int intAt(int offset) {
        return (int) INTS.get(data, offset);
    }

    void clear() {
        size = 0;
    }

    void addByte(int value) {
        room(1);
        data[size] = (byte) value;
        size++;
    }

    void addInt(int value) {
        room(Integer.BYTES);
        INTS.set(data, size, value);
        size += Integer.BYTES;
    }

    void setInt(int offset, int value) {
        INTS.set(data, offset, value);
    }

    void addLong(long value) {
        room(Long.BYTES);
        LONGS.set(data, size, value);
        size += Long.BYTES;
    }

    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    void add(byte[] bytes, int offset, int length) {
        room(length);
        System.arraycopy(bytes, offset, data, size, length);
        size += length;
    }

    /** Adds a number in groups of 7 bits, lowest first (ULEB128). */
    void addVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            addByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        addByte((int) rest);
    }

    private void room(int more) {
        if (data.length - size < more) {
            data = Arrays.copyOf(data, Math.max(size + more, data.length * 2));
        }
    }
}
