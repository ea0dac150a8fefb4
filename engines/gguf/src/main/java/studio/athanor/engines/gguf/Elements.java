package studio.athanor.engines.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Decodes single values whose bounds were checked when the header was read. */
final class Elements {

    private Elements() {}

    static GgufValue read(Window window, GgufValueType type) throws IOException {
        return switch (type) {
            case UINT8 -> new GgufValue.Whole(type, window.u8());
            case INT8 -> new GgufValue.Whole(type, (byte) window.u8());
            case UINT16 -> new GgufValue.Whole(type, window.u16());
            case INT16 -> new GgufValue.Whole(type, (short) window.u16());
            case UINT32 -> new GgufValue.Whole(type, window.u32());
            case INT32 -> new GgufValue.Whole(type, (int) window.u32());
            case UINT64, INT64 -> new GgufValue.Whole(type, window.i64());
            case FLOAT32 -> new GgufValue.Real(type, Float.intBitsToFloat((int) window.u32()));
            case FLOAT64 -> new GgufValue.Real(type, Double.longBitsToDouble(window.i64()));
            case BOOL -> new GgufValue.Flag(window.u8() != 0);
            case STRING -> new GgufValue.Text(new String(stringBytes(window), StandardCharsets.UTF_8));
            case ARRAY -> throw new IllegalArgumentException("arrays hold single values");
        };
    }

    static byte[] stringBytes(Window window) throws IOException {
        long length = window.i64();
        if (length < 0 || length > GgufLimits.MAX_STRING_BYTES || length > window.remaining()) {
            throw new EOFException("a string of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        window.read(bytes, bytes.length);
        return bytes;
    }
}
