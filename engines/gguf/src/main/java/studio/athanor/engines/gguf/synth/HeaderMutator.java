package studio.athanor.engines.gguf.synth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Damages copies of a real GGUF file, for robustness tests: flipped bits, hostile numbers, cut, doubled, moved and
 * swapped ranges. Most damage goes to the header, where parsers break. The same seed gives the same mutant everywhere.
 */
public final class HeaderMutator {

    private static final long[] HOSTILE = {
        0,
        1,
        -1,
        2,
        3,
        7,
        13,
        31,
        64,
        0x7F,
        0x80,
        0xFF,
        0xFFFF,
        0x1_0000,
        0x1_0001,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 31,
        0x7FFF_FFFF_FFFF_FFC0L,
        0x4000_0000_0000_0000L,
        1L << 62,
        1L << 31,
        1L << 30,
        1L << 24,
    };

    private final byte[] original;
    private final int headerBytes;

    /**
     * Creates a mutator.
     *
     * @param original a whole file, or its beginning
     * @param headerBytes how much of it is header
     */
    public HeaderMutator(byte[] original, int headerBytes) {
        this.original = original.clone();
        this.headerBytes = Math.clamp(headerBytes, 1, original.length);
    }

    /** Returns a damaged copy; safe to call from several threads. */
    public byte[] mutant(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = original.clone();
        int wounds = 1 + random.nextInt(1 + random.nextInt(8));
        for (int i = 0; i < wounds && bytes.length > 0; i++) {
            bytes = wound(bytes, random);
        }
        return bytes;
    }

    private byte[] wound(byte[] bytes, SplittableRandom random) {
        int place = place(bytes, random);
        return switch (random.nextInt(12)) {
            case 0, 1 -> flipBit(bytes, place, random);
            case 2 -> setByte(bytes, place, random);
            case 3, 4, 5 -> putNumber(bytes, place, random);
            case 6 -> nudge(bytes, place, random);
            case 7 -> remove(bytes, place, random);
            case 8 -> repeat(bytes, place, random);
            case 9 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, place) : flipBit(bytes, place, random);
            case 10 -> swap(bytes, place, random);
            default -> replaceWord(bytes, random);
        };
    }

    private int place(byte[] bytes, SplittableRandom random) {
        int range = Math.min(bytes.length, headerBytes);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(Math.min(range, 64));
            case 1 -> random.nextInt(bytes.length);
            default -> random.nextInt(range);
        };
    }

    private static byte[] flipBit(byte[] bytes, int place, SplittableRandom random) {
        bytes[place] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] setByte(byte[] bytes, int place, SplittableRandom random) {
        bytes[place] = (byte) random.nextInt(256);
        return bytes;
    }

    private static byte[] putNumber(byte[] bytes, int place, SplittableRandom random) {
        long number = HOSTILE[random.nextInt(HOSTILE.length)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int width = random.nextBoolean() ? Long.BYTES : Integer.BYTES;
        if (place + width > bytes.length) {
            return bytes;
        }
        if (width == Long.BYTES) {
            buffer.putLong(place, number);
        } else {
            buffer.putInt(place, (int) number);
        }
        return bytes;
    }

    private static byte[] nudge(byte[] bytes, int place, SplittableRandom random) {
        bytes[place] += (byte) (random.nextBoolean() ? 1 : -1);
        return bytes;
    }

    private static byte[] remove(byte[] bytes, int place, SplittableRandom random) {
        int length = Math.min(1 + random.nextInt(32), bytes.length - place);
        byte[] shorter = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, shorter, 0, place);
        System.arraycopy(bytes, place + length, shorter, place, shorter.length - place);
        return shorter;
    }

    private static byte[] repeat(byte[] bytes, int place, SplittableRandom random) {
        int length = Math.min(1 + random.nextInt(32), bytes.length - place);
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, place + length);
        System.arraycopy(bytes, place, longer, place + length, bytes.length - place);
        return longer;
    }

    private static byte[] swap(byte[] bytes, int place, SplittableRandom random) {
        int other = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(16), bytes.length - Math.max(place, other));
        for (int i = 0; i < length; i++) {
            byte kept = bytes[place + i];
            bytes[place + i] = bytes[other + i];
            bytes[other + i] = kept;
        }
        return bytes;
    }

    /** Replaces a key's or value's text by one of the same length, so that the structure holds and the meaning goes. */
    private byte[] replaceWord(byte[] bytes, SplittableRandom random) {
        String[][] words = {
            {"block_count", "block_coumt"},
            {"llama", "mamba"},
            {"llama", "gpt2x"},
            {"head_count", "head_c\0unt"},
            {"gpt2", "bert"},
            {"tokens", "scores"},
            {"weight", "weighs"},
            {"tokenizer", "t\u00f6kenizr"},
        };
        String[] pair = words[random.nextInt(words.length)];
        byte[] from = pair[0].getBytes(StandardCharsets.UTF_8);
        byte[] to = pair[1].getBytes(StandardCharsets.UTF_8);
        int found = indexOf(bytes, from, random.nextInt(Math.min(headerBytes, bytes.length)));
        if (found >= 0) {
            System.arraycopy(to, 0, bytes, found, Math.min(to.length, from.length));
        }
        return bytes;
    }

    private static int indexOf(byte[] bytes, byte[] word, int from) {
        for (int i = from; i + word.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        return -1;
    }
}
