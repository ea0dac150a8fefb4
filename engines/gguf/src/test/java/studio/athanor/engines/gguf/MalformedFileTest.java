package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.athanor.engines.gguf.GgufValueType.ARRAY;
import static studio.athanor.engines.gguf.GgufValueType.BOOL;
import static studio.athanor.engines.gguf.GgufValueType.FLOAT64;
import static studio.athanor.engines.gguf.GgufValueType.INT32;
import static studio.athanor.engines.gguf.GgufValueType.STRING;
import static studio.athanor.engines.gguf.GgufValueType.UINT32;
import static studio.athanor.engines.gguf.GgufValueType.UINT8;
import static studio.athanor.engines.gguf.testkit.RawGguf.concat;
import static studio.athanor.engines.gguf.testkit.RawGguf.string;
import static studio.athanor.engines.gguf.testkit.RawGguf.u32;
import static studio.athanor.engines.gguf.testkit.RawGguf.u64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.engines.gguf.testkit.RawGguf;

/** Files whose structure is wrong; each is refused with its field and a reason. */
class MalformedFileTest {

    private static final long F32 = 0;
    private static final long Q4_0 = 2;
    private static final long I8 = 24;

    @TempDir
    private Path folder;

    @SuppressWarnings("ArrayRecordComponent") // one use, never compared
    record Case(String name, byte[] bytes, Class<? extends GgufException> failure, String field, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(
            String name, RawGguf file, Class<? extends GgufException> failure, String field, String reason) {
        return new Case(name, file.build(), failure, field, reason);
    }

    private static RawGguf raw() {
        return new RawGguf();
    }

    /** One entry with the key "k". */
    private static RawGguf entry(GgufValueType type, byte[] value) {
        return raw().entry("k", type, value);
    }

    private static byte[] arrayHead(long elementType, long count) {
        return concat(u32(elementType), u64(count));
    }

    static Stream<Case> headers() {
        byte[] whole = raw().text("general.name", "x").build();
        return Stream.of(
                new Case(
                        "one byte", Arrays.copyOf(whole, 1), GgufException.Incomplete.class, "header", "1 of at least"),
                new Case("three bytes", Arrays.copyOf(whole, 3), GgufException.Incomplete.class, "header", "3 of"),
                new Case("only the magic", Arrays.copyOf(whole, 4), GgufException.Incomplete.class, "header", "4 of"),
                new Case("23 bytes", Arrays.copyOf(whole, 23), GgufException.Incomplete.class, "header", "23 of"),
                of("version 0", raw().version(0), GgufException.Malformed.class, "version", "0, must be"),
                of("version 1", raw().version(1), GgufException.Unsupported.class, "version", "given up"),
                of("version 4", raw().version(4), GgufException.Unsupported.class, "version", "reads 2 and 3"),
                of("version 2^32-1", raw().version(-1), GgufException.Unsupported.class, "version", "4294967295"),
                of("big endian", raw().version(0x0300_0000), GgufException.Unsupported.class, "version", "big-endian"),
                of("-1 tensors", raw().claimTensors(-1), GgufException.LimitExceeded.class, "tensor count", "limit"),
                of(
                        "2^63-1 tensors",
                        raw().claimTensors(Long.MAX_VALUE),
                        GgufException.LimitExceeded.class,
                        "tensor count",
                        "limit"),
                of(
                        "2^32 tensors",
                        raw().claimTensors(1L << 32),
                        GgufException.LimitExceeded.class,
                        "tensor count",
                        "4294967296"),
                of(
                        "65537 tensors",
                        raw().claimTensors(65_537),
                        GgufException.LimitExceeded.class,
                        "tensor count",
                        "65537"),
                of(
                        "65536 tensors in 24 bytes",
                        raw().claimTensors(65_536),
                        GgufException.Incomplete.class,
                        "tensor count",
                        "0 bytes follow"),
                of(
                        "-1 entries",
                        raw().claimEntries(-1),
                        GgufException.LimitExceeded.class,
                        "metadata count",
                        "18446744073709551615"),
                of(
                        "2^62 entries",
                        raw().claimEntries(1L << 62),
                        GgufException.LimitExceeded.class,
                        "metadata count",
                        "limit"),
                of(
                        "10^7 entries",
                        raw().claimEntries(10_000_000),
                        GgufException.LimitExceeded.class,
                        "metadata count",
                        "10000000"),
                of(
                        "65536 entries in 24 bytes",
                        raw().claimEntries(65_536),
                        GgufException.Incomplete.class,
                        "metadata count",
                        "announced"));
    }

    static Stream<Case> entries() {
        return Stream.of(
                of(
                        "empty key",
                        raw().entry(string(""), 0, new byte[20]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "empty key"),
                of(
                        "key of 2^64-1 bytes",
                        raw().entry(u64(-1), 0, new byte[20]),
                        GgufException.LimitExceeded.class,
                        "metadata entry 0",
                        "key length"),
                of(
                        "key of 65536 bytes",
                        raw().entry(string("k".repeat(65_536)), 0, new byte[1]),
                        GgufException.LimitExceeded.class,
                        "metadata entry 0",
                        "65536"),
                of(
                        "key longer than the file",
                        raw().entry(u64(1000), 0, new byte[20]),
                        GgufException.Incomplete.class,
                        "metadata entry 0",
                        "ends here"),
                of(
                        "key with NUL",
                        raw().entry(string("a\0b"), 0, new byte[1]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "\"a\\u0000b\""),
                of(
                        "key with newline",
                        raw().entry(string("a\nb"), 0, new byte[1]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "\\u000A"),
                of(
                        "key with space",
                        raw().entry(string("a b"), 0, new byte[1]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "\"a b\""),
                of(
                        "key that is not ASCII",
                        raw().entry(string("tökens"), 0, new byte[1]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "not made of"),
                of(
                        "key with empty segment",
                        raw().entry(string("a..b"), 0, new byte[1]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "single dots"),
                of(
                        "key that ends in a dot",
                        raw().entry(string("a."), 0, new byte[1]),
                        GgufException.Malformed.class,
                        "metadata entry 0",
                        "single dots"),
                of(
                        "key twice",
                        raw().number("a.b", 1).number("a.b", 1),
                        GgufException.Malformed.class,
                        "metadata key a.b",
                        "twice"),
                of(
                        "alignment twice",
                        raw().number("general.alignment", 32).number("general.alignment", 64),
                        GgufException.Malformed.class,
                        "metadata key general.alignment",
                        "twice"),
                of(
                        "value type 13",
                        raw().entry(string("k"), 13, new byte[8]),
                        GgufException.Malformed.class,
                        "metadata key k",
                        "value type 13"),
                of(
                        "value type -1",
                        raw().entry(string("k"), -1, new byte[8]),
                        GgufException.Malformed.class,
                        "metadata key k",
                        "value type -1"),
                of(
                        "BOOL of 2",
                        entry(BOOL, new byte[] {2, 0}),
                        GgufException.Malformed.class,
                        "metadata key k",
                        "BOOL of value 2"),
                of(
                        "BOOL of 255 in an array",
                        entry(ARRAY, concat(arrayHead(BOOL.id(), 3), new byte[] {0, 1, -1})),
                        GgufException.Malformed.class,
                        "metadata key k",
                        "BOOL of value 255"),
                of(
                        "string longer than the file",
                        entry(STRING, u64(2)),
                        GgufException.Incomplete.class,
                        "metadata key k",
                        "ends here"),
                of(
                        "string of 2^63 bytes",
                        entry(STRING, u64(Long.MIN_VALUE)),
                        GgufException.LimitExceeded.class,
                        "metadata key k",
                        "9223372036854775808"),
                of(
                        "string of 1 GiB",
                        entry(STRING, u64(1 << 30)),
                        GgufException.LimitExceeded.class,
                        "metadata key k",
                        "string length"),
                of(
                        "array of arrays",
                        entry(ARRAY, concat(arrayHead(ARRAY.id(), 1), arrayHead(UINT8.id(), 1), new byte[1])),
                        GgufException.Malformed.class,
                        "metadata key k",
                        "array of arrays"),
                of(
                        "array of type 13",
                        entry(ARRAY, concat(arrayHead(13, 1), new byte[8])),
                        GgufException.Malformed.class,
                        "metadata key k",
                        "element type 13"),
                of(
                        "array of 2^30 bytes",
                        entry(ARRAY, arrayHead(UINT8.id(), 1 << 30)),
                        GgufException.LimitExceeded.class,
                        "metadata key k",
                        "array count"),
                of(
                        "array of -1 elements",
                        entry(ARRAY, arrayHead(UINT32.id(), -1)),
                        GgufException.LimitExceeded.class,
                        "metadata key k",
                        "array count"),
                of(
                        "array longer than the file",
                        entry(ARRAY, concat(arrayHead(FLOAT64.id(), 3), new byte[23])),
                        GgufException.Incomplete.class,
                        "metadata key k",
                        "3 elements"),
                of(
                        "array of more strings than fit",
                        entry(ARRAY, concat(arrayHead(STRING.id(), 3), new byte[16])),
                        GgufException.Incomplete.class,
                        "metadata key k",
                        "3 elements"),
                of(
                        "array whose last string is cut",
                        entry(ARRAY, concat(arrayHead(STRING.id(), 2), string("a"), u64(9), new byte[8])),
                        GgufException.Incomplete.class,
                        "metadata key k",
                        "string of 9 bytes"),
                of(
                        "array with a string of 2^40 bytes",
                        entry(ARRAY, concat(arrayHead(STRING.id(), 1), u64(1L << 40))),
                        GgufException.LimitExceeded.class,
                        "metadata key k",
                        "string length"),
                of(
                        "alignment 0",
                        raw().number("general.alignment", 0),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "0, must be a power"),
                of(
                        "alignment 1",
                        raw().number("general.alignment", 1),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "power of two"),
                of(
                        "alignment 13",
                        raw().number("general.alignment", 13),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "13"),
                of(
                        "alignment 2^31",
                        raw().number("general.alignment", 1L << 31),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "2147483648"),
                of(
                        "alignment as INT32",
                        raw().entry("general.alignment", INT32, u32(32)),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "INT32, must be UINT32"),
                of(
                        "alignment as text",
                        raw().text("general.alignment", "32"),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "STRING, must be UINT32"),
                of(
                        "alignment as array",
                        raw().array("general.alignment", UINT32, 1, u32(32)),
                        GgufException.Malformed.class,
                        "general.alignment",
                        "array of UINT32"));
    }

    static Stream<Case> tensors() {
        byte[] invalid = {(byte) 0xC3, (byte) 0x28};
        return Stream.of(
                of(
                        "empty name",
                        raw().tensor("", F32, 0, 1).data(64),
                        GgufException.Malformed.class,
                        "tensor 0",
                        "empty name"),
                of(
                        "name of 64 bytes",
                        raw().tensor("n".repeat(64), F32, 0, 1).data(64),
                        GgufException.LimitExceeded.class,
                        "tensor 0",
                        "name length 64"),
                of(
                        "name of 200 bytes",
                        raw().tensor("n".repeat(200), F32, 0, 1).data(64),
                        GgufException.LimitExceeded.class,
                        "tensor 0",
                        "200"),
                of(
                        "name with NUL",
                        raw().tensor("a\0b", F32, 0, 1).data(64),
                        GgufException.Malformed.class,
                        "tensor 0",
                        "control characters"),
                of(
                        "name that is not UTF-8",
                        raw().tensor(string(invalid), F32, 0, 1).data(64),
                        GgufException.Malformed.class,
                        "tensor 0",
                        "not UTF-8"),
                of(
                        "name twice",
                        raw().tensor("t", F32, 0, 8).tensor("t", F32, 32, 8).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "twice"),
                of(
                        "5 dimensions",
                        raw().tensor("t", F32, 0, 1, 1, 1, 1, 1).data(64),
                        GgufException.LimitExceeded.class,
                        "tensor t",
                        "dimensions 5"),
                of(
                        "2^32-1 dimensions",
                        raw().tensorOfRank(string("t"), -1, F32, 0, 1).data(64),
                        GgufException.LimitExceeded.class,
                        "tensor t",
                        "dimensions 4294967295"),
                of(
                        "dimension -1",
                        raw().tensor("t", F32, 0, -1).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "dimension 0"),
                of(
                        "dimension 0",
                        raw().tensor("t", F32, 0, 8, 0).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "dimension 1 of 0"),
                of(
                        "product of 2^62",
                        raw().tensor("t", F32, 0, 1L << 31, 1L << 31, 2, 1).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "exceeds 2^63"),
                of(
                        "product that wraps to 4",
                        raw().tensor("t", I8, 0, 4_194_305, 4_194_305, 211_106_198_978_564L)
                                .data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "exceeds 2^63"),
                of(
                        "row of 2^63-3",
                        raw().tensor("t", I8, 0, Long.MAX_VALUE - 2).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "exceeds 2^63"),
                of(
                        "two tensors of nearly 2^63",
                        raw().tensor("a", I8, 0, 0x7FFF_FFFF_FFE0_0000L)
                                .tensor("b", I8, 0x7FFF_FFFF_FFE0_0000L, 0x7FFF_FFFF_FFE0_0000L)
                                .data(64),
                        GgufException.Malformed.class,
                        "tensor b",
                        "exceeds 2^63"),
                of(
                        "two tensors as in MEM_SIZE_OVERFLOW",
                        raw().tensor("a", I8, 0, 0x7FFF_FFFF_FFFF_FFC0L)
                                .tensor("b", I8, 0x7FFF_FFFF_FFFF_FFC0L, 0x7FFF_FFFF_FFFF_FFC0L)
                                .data(64),
                        GgufException.Malformed.class,
                        "tensor a",
                        "exceeds 2^63"),
                of(
                        "type 4",
                        raw().tensor("t", 4, 0, 32).data(64),
                        GgufException.Unsupported.class,
                        "tensor t",
                        "removed"),
                of(
                        "type 31",
                        raw().tensor("t", 31, 0, 32).data(64),
                        GgufException.Unsupported.class,
                        "tensor t",
                        "removed"),
                of(
                        "type 38",
                        raw().tensor("t", 38, 0, 32).data(64),
                        GgufException.Unsupported.class,
                        "tensor t",
                        "removed"),
                of(
                        "type 43",
                        raw().tensor("t", 43, 0, 32).data(64),
                        GgufException.Unsupported.class,
                        "tensor t",
                        "type 43, not known"),
                of(
                        "type -1",
                        raw().tensor("t", -1, 0, 32).data(64),
                        GgufException.Unsupported.class,
                        "tensor t",
                        "4294967295"),
                of(
                        "type 2^31",
                        raw().tensor("t", 1L << 31, 0, 32).data(64),
                        GgufException.Unsupported.class,
                        "tensor t",
                        "2147483648"),
                of(
                        "row that is no whole block",
                        raw().tensor("t", Q4_0, 0, 33).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "multiple of 32"),
                of(
                        "scalar of a block type",
                        raw().tensor("t", Q4_0, 0).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "multiple of 32"),
                of(
                        "unaligned offset",
                        raw().tensor("t", F32, 1, 8).data(64),
                        GgufException.Malformed.class,
                        "tensor t",
                        "not a multiple"),
                of(
                        "overlap",
                        raw().tensor("a", F32, 0, 16).tensor("b", F32, 32, 8).data(128),
                        GgufException.Malformed.class,
                        "tensor b",
                        "overlaps"),
                of(
                        "hole",
                        raw().tensor("a", F32, 0, 8).tensor("b", F32, 64, 8).data(128),
                        GgufException.Malformed.class,
                        "tensor b",
                        "hole"),
                of(
                        "first tensor not at 0",
                        raw().tensor("a", F32, 32, 8).data(128),
                        GgufException.Malformed.class,
                        "tensor a",
                        "must be 0"),
                of(
                        "descending offsets",
                        raw().tensor("a", F32, 32, 8).tensor("b", F32, 0, 8).data(64),
                        GgufException.Malformed.class,
                        "tensor a",
                        "must be 0"),
                of(
                        "offset 2^63",
                        raw().tensor("a", F32, Long.MIN_VALUE, 8).data(64),
                        GgufException.Malformed.class,
                        "tensor a",
                        "9223372036854775808"),
                of(
                        "one byte missing",
                        raw().tensor("a", F32, 0, 16).data(63),
                        GgufException.Incomplete.class,
                        "tensor data",
                        "of 128 bytes (99 %)"),
                of(
                        "no data",
                        raw().tensor("a", F32, 0, 16),
                        GgufException.Incomplete.class,
                        "tensor data",
                        "64 of 128 bytes (50 %)"),
                of(
                        "terabytes missing",
                        raw().tensor("a", F32, 0, 1L << 40).data(64),
                        GgufException.Incomplete.class,
                        "tensor data",
                        "(0 %)"),
                of(
                        "two tensors announced, one there",
                        raw().claimTensors(2).tensor("a", F32, 0, 8),
                        GgufException.Incomplete.class,
                        "tensor count",
                        "2 tensors announced"));
    }

    @ParameterizedTest
    @MethodSource({"headers", "entries", "tensors"})
    void refusesEachMalformedFileWithItsFieldAndReason(Case broken) throws IOException {
        Path file = Files.write(folder.resolve("broken.gguf"), broken.bytes());

        GgufException refusal = Assertions.assertTimeout(
                Duration.ofSeconds(30), () -> catchThrowableOfType(GgufException.class, () -> GgufFile.read(file)));

        assertThat(refusal).isExactlyInstanceOf(broken.failure());
        assertThat(refusal.field()).contains(broken.field());
        assertThat(refusal.reason()).contains(broken.reason());
        assertThat(refusal).hasMessageStartingWith("broken.gguf: ").hasMessageContaining(refusal.reason());
        assertThat(refusal.remedy()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource({"headers", "entries", "tensors"})
    void saysNothingThatBreaksALine(Case broken) throws IOException {
        Path file = Files.write(folder.resolve("two\u202Elines.gguf"), broken.bytes());

        GgufException refusal = catchThrowableOfType(GgufException.class, () -> GgufFile.read(file));

        assertThat(String.valueOf(refusal.getMessage()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(2000)
                .doesNotContain((byte) '\n', (byte) 0);
        assertThat(refusal).hasMessageContaining("\\u202E");
    }
}
