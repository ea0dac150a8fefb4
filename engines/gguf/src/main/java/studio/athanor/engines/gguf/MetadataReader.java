package studio.athanor.engines.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the metadata entries of a header, keeping small values and skimming long arrays. */
final class MetadataReader {

    private final Refusals refusals;
    private final FileStamp stamp;
    private final Window window;
    private final List<GgufWarning> warnings;
    private long textBytes;

    MetadataReader(Refusals refusals, FileStamp stamp, Window window, List<GgufWarning> warnings) {
        this.refusals = refusals;
        this.stamp = stamp;
        this.window = window;
        this.warnings = warnings;
    }

    GgufMetadata read(int count) throws IOException, GgufException {
        Map<String, GgufValue> values = LinkedHashMap.newLinkedHashMap(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            String key = key(i);
            if (values.containsKey(key)) {
                throw refusals.malformed(Refusals.key(key), "given twice");
            }
            values.put(key, value(key));
        }
        return new GgufMetadata(values);
    }

    private String key(int index) throws IOException, GgufException {
        String field = "metadata entry " + index;
        try {
            long length = window.i64();
            if (length == 0) {
                throw refusals.malformed(field, "empty key");
            }
            if (length < 0 || length > GgufLimits.MAX_KEY_BYTES) {
                throw refusals.tooLarge(field, "key length", length, GgufLimits.MAX_KEY_BYTES);
            }
            if (length > window.remaining()) {
                throw new EOFException("a key of " + length + " bytes");
            }
            byte[] bytes = new byte[(int) length];
            window.read(bytes, bytes.length);
            String key = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!MetadataKey.isValid(bytes)) {
                throw refusals.malformed(
                        field,
                        "key " + Printable.quoted(key) + " is not made of letters, digits, '_', '-' and single dots");
            }
            if (MetadataKey.hasUpperCase(bytes)) {
                warnings.add(new GgufWarning(Refusals.key(key), "upper case is not usual in keys"));
            }
            return key;
        } catch (EOFException e) {
            throw GgufHeaderReader.ended(refusals, stamp, field, e);
        }
    }

    private GgufValue value(String key) throws IOException, GgufException {
        String field = Refusals.key(key);
        try {
            GgufValueType type = valueType(field, "value type");
            return switch (type) {
                case ARRAY -> array(field);
                case STRING -> text(field);
                case BOOL -> flag(field);
                default -> Elements.read(window, type);
            };
        } catch (EOFException e) {
            throw GgufHeaderReader.ended(refusals, stamp, field, e);
        }
    }

    private GgufValueType valueType(String field, String what) throws IOException, GgufException {
        int id = (int) window.u32();
        return GgufValueType.of(id)
                .orElseThrow(() -> refusals.malformed(field, what + " " + id + ", must be from 0 to 12"));
    }

    private GgufValue flag(String field) throws IOException, GgufException {
        int value = window.u8();
        if (value > 1) {
            throw refusals.malformed(field, "BOOL of value " + value + ", must be 0 or 1");
        }
        return new GgufValue.Flag(value == 1);
    }

    private GgufValue text(String field) throws IOException, GgufException {
        int length = stringLength(field);
        textBytes += length;
        if (textBytes > GgufLimits.MAX_TEXT_BYTES) {
            throw refusals.tooLarge(field, "strings of together", textBytes, GgufLimits.MAX_TEXT_BYTES);
        }
        byte[] bytes = new byte[length];
        window.read(bytes, length);
        try {
            return new GgufValue.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            warnings.add(new GgufWarning(field, "text that is not UTF-8"));
            return new GgufValue.Text(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private int stringLength(String field) throws IOException, GgufException {
        long length = window.i64();
        if (length < 0 || length > GgufLimits.MAX_STRING_BYTES) {
            throw refusals.tooLarge(field, "string length", length, GgufLimits.MAX_STRING_BYTES);
        }
        if (length > window.remaining()) {
            throw new EOFException("a string of " + length + " bytes");
        }
        return (int) length;
    }

    private GgufArray array(String field) throws IOException, GgufException {
        GgufValueType elementType = valueType(field, "element type");
        if (elementType == GgufValueType.ARRAY) {
            throw refusals.malformed(field, "array of arrays");
        }
        long count = window.i64();
        if (count < 0 || count > GgufLimits.MAX_ARRAY_ELEMENTS) {
            throw refusals.tooLarge(field, "array count", count, GgufLimits.MAX_ARRAY_ELEMENTS);
        }
        int smallest = elementType == GgufValueType.STRING ? Long.BYTES : elementType.bytes();
        if (count > window.remaining() / smallest) {
            throw new EOFException("an array of " + count + " elements");
        }
        long start = window.position();
        ArrayContent content = elementType == GgufValueType.STRING
                ? skimStrings(field, (int) count, start)
                : fixedSize(count * smallest, start);
        if (elementType == GgufValueType.BOOL) {
            requireFlags(field, content);
        }
        return new GgufArray(elementType, (int) count, content);
    }

    private ArrayContent fixedSize(long bytes, long start) throws IOException {
        if (bytes > GgufLimits.MAX_ARRAY_BYTES_IN_MEMORY) {
            window.skip(bytes);
            return new ArrayContent.InFile(refusals.file(), stamp, start, bytes);
        }
        byte[] encoded = new byte[(int) bytes];
        window.read(encoded, encoded.length);
        return new ArrayContent.InMemory(encoded);
    }

    private ArrayContent skimStrings(String field, int count, long start) throws IOException, GgufException {
        for (int i = 0; i < count; i++) {
            window.skip(stringLength(field));
        }
        return new ArrayContent.InFile(refusals.file(), stamp, start, window.position() - start);
    }

    private void requireFlags(String field, ArrayContent content) throws GgufException {
        content.read(elements -> {
            while (elements.remaining() > 0) {
                int value = elements.u8();
                if (value > 1) {
                    throw refusals.malformed(field, "BOOL of value " + value + ", must be 0 or 1");
                }
            }
        });
    }
}
