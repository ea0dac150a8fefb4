package studio.athanor.engines.gguf.synth;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.TensorSource;

/**
 * Random blocks of each supported type whose decoded values have mean 0 and about the wanted standard deviation. Block
 * layouts are those of ggml: Q4_0 and Q8_0 have one half-precision scale; Q4_K has two, and 8 pairs of 6-bit scales.
 */
final class RandomWeights implements TensorSource {

    /** Standard deviations of uniform whole numbers from 0 to 15, and from -128 to 127. */
    private static final double DEVIATION_4_BIT = Math.sqrt((16 * 16 - 1) / 12.0);

    private static final double DEVIATION_8_BIT = Math.sqrt((256.0 * 256.0 - 1) / 12.0);
    private static final double MEAN_4_BIT = 7.5;
    private static final int BLOCKS_AT_ONCE = 1024;

    private final GgufType type;
    private final long elements;
    private final double deviation;
    private final long seed;

    RandomWeights(GgufType type, long elements, double deviation, long seed) {
        this.type = type;
        this.elements = elements;
        this.deviation = deviation;
        this.seed = seed;
    }

    static boolean supports(GgufType type) {
        return switch (type) {
            case F32, F16, BF16, Q4_0, Q8_0, Q4_K -> true;
            default -> false;
        };
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long blocks = elements / type.blockElements();
        ByteBuffer buffer =
                ByteBuffer.allocate(BLOCKS_AT_ONCE * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long done = 0; done < blocks; done += BLOCKS_AT_ONCE) {
            int now = (int) Math.min(BLOCKS_AT_ONCE, blocks - done);
            buffer.clear();
            for (int i = 0; i < now; i++) {
                putBlock(buffer, random);
            }
            out.write(buffer.array(), 0, buffer.position());
        }
    }

    private void putBlock(ByteBuffer buffer, SplittableRandom random) {
        switch (type) {
            case F32 -> buffer.putFloat((float) uniform(random));
            case F16 -> buffer.putShort(Float.floatToFloat16((float) uniform(random)));
            case BF16 -> buffer.putShort((short) (Float.floatToRawIntBits((float) uniform(random)) >>> 16));
            case Q4_0 -> {
                buffer.putShort(scale(random, DEVIATION_4_BIT));
                putBits(buffer, random, 16);
            }
            case Q8_0 -> {
                buffer.putShort(scale(random, DEVIATION_8_BIT));
                putBits(buffer, random, 32);
            }
            case Q4_K -> putKBlock(buffer, random);
            default -> throw new IllegalStateException("no random blocks of " + type);
        }
    }

    private double uniform(SplittableRandom random) {
        return deviation * Math.sqrt(12) * (random.nextDouble() - 0.5);
    }

    /** A scale of random sign and a magnitude within a quarter of the right one, so that blocks differ. */
    private short scale(SplittableRandom random, double unitDeviation) {
        double magnitude = deviation / unitDeviation * (0.75 + 0.5 * random.nextDouble());
        return Float.floatToFloat16((float) (random.nextBoolean() ? magnitude : -magnitude));
    }

    /** Values are {@code d * scale * q - dmin * min}; with min equal to scale, dmin = 7.5 d centres them. */
    private void putKBlock(ByteBuffer buffer, SplittableRandom random) {
        int[] scales = new int[8];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = 40 + random.nextInt(16);
        }
        float d = (float) (deviation / (DEVIATION_4_BIT * 48) * (random.nextBoolean() ? 1 : -1));
        buffer.putShort(Float.floatToFloat16(d));
        buffer.putShort(Float.floatToFloat16((float) (d * MEAN_4_BIT)));
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < 4; i++) {
                buffer.put((byte) ((scales[i] & 63) | (scales[i + 4] >> 4 << 6)));
            }
        }
        for (int i = 4; i < 8; i++) {
            buffer.put((byte) ((scales[i] & 15) | ((scales[i] & 15) << 4)));
        }
        putBits(buffer, random, 128);
    }

    private static void putBits(ByteBuffer buffer, SplittableRandom random, int bytes) {
        for (int i = 0; i < bytes; i += Long.BYTES) {
            buffer.putLong(random.nextLong());
        }
    }
}
