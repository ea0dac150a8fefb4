package studio.athanor.engines.gguf.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import studio.athanor.engines.gguf.GgufValueType;

/** Builds a GGUF file from encoded fields and checks nothing, so that every field can be wrong. */
public final class RawGguf {

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    private byte[] magic = "GGUF".getBytes(StandardCharsets.US_ASCII);
    private long version = 3;
    private int entryCount;
    private int tensorCount;
    private OptionalLong claimedEntries = OptionalLong.empty();
    private OptionalLong claimedTensors = OptionalLong.empty();
    private int alignment = 32;
    private int dataBytes;

    public RawGguf() {}

    public RawGguf magic(String text) {
        magic = text.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    public RawGguf version(long number) {
        version = number;
        return this;
    }

    public RawGguf claimEntries(long count) {
        claimedEntries = OptionalLong.of(count);
        return this;
    }

    public RawGguf claimTensors(long count) {
        claimedTensors = OptionalLong.of(count);
        return this;
    }

    public RawGguf alignment(int bytes) {
        alignment = bytes;
        return this;
    }

    public RawGguf data(int bytes) {
        dataBytes = bytes;
        return this;
    }

    /** Adds an entry whose key, type and value are given in their encoding. */
    public RawGguf entry(byte[] key, long type, byte[] value) {
        entries.writeBytes(key);
        entries.writeBytes(u32(type));
        entries.writeBytes(value);
        entryCount++;
        return this;
    }

    public RawGguf entry(String key, GgufValueType type, byte[] value) {
        return entry(string(key), type.id(), value);
    }

    public RawGguf text(String key, String value) {
        return entry(key, GgufValueType.STRING, string(value));
    }

    public RawGguf number(String key, long value) {
        return entry(key, GgufValueType.UINT32, u32(value));
    }

    public RawGguf array(String key, GgufValueType elementType, long count, byte[] elements) {
        return entry(key, GgufValueType.ARRAY, concat(u32(elementType.id()), u64(count), elements));
    }

    public RawGguf tensor(byte[] name, long type, long offset, long... dimensions) {
        return tensorOfRank(name, dimensions.length, type, offset, dimensions);
    }

    public RawGguf tensor(String name, long type, long offset, long... dimensions) {
        return tensorOfRank(string(name), dimensions.length, type, offset, dimensions);
    }

    /** Adds a tensor with a claimed number of dimensions. */
    public RawGguf tensorOfRank(byte[] name, long claimedDimensions, long type, long offset, long... dimensions) {
        tensors.writeBytes(name);
        tensors.writeBytes(u32(claimedDimensions));
        for (long dimension : dimensions) {
            tensors.writeBytes(u64(dimension));
        }
        tensors.writeBytes(u32(type));
        tensors.writeBytes(u64(offset));
        tensorCount++;
        return this;
    }

    public byte[] build() {
        byte[] header = concat(
                magic,
                u32(version),
                u64(claimedTensors.orElse(tensorCount)),
                u64(claimedEntries.orElse(entryCount)),
                entries.toByteArray(),
                tensors.toByteArray());
        int padding = tensorCount == 0 ? 0 : Math.ceilDiv(header.length, alignment) * alignment - header.length;
        return concat(header, new byte[padding], new byte[dataBytes]);
    }

    public static byte[] u32(long number) {
        return ByteBuffer.wrap(new byte[4])
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) number)
                .array();
    }

    public static byte[] u64(long number) {
        return ByteBuffer.wrap(new byte[8])
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    public static byte[] f32(float number) {
        return u32(Float.floatToRawIntBits(number));
    }

    public static byte[] string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] string(byte[] bytes) {
        return concat(u64(bytes.length), bytes);
    }

    public static byte[] strings(String... texts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) {
            all.writeBytes(string(text));
        }
        return all.toByteArray();
    }

    public static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
