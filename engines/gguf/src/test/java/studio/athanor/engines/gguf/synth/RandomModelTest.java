package studio.athanor.engines.gguf.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufReport;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.GgufValidator;

class RandomModelTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16", "Q4_0", "Q8_0", "Q4_K"})
    void writesModelsThatPassEveryCheck(GgufType type) throws Exception {
        RandomModel.Shape shape = RandomModel.Shape.tiny(type);
        Path file = folder.resolve("model.gguf");

        new RandomModel(shape, 1).write(file);

        GgufReport report = new GgufValidator().validate(file);
        assertThat(report.warnings()).isEmpty();
        assertThat(report.summary().parameters()).isEqualTo(shape.parameters());
        assertThat(report.file().tensor("blk.1.ffn_down.weight").orElseThrow().type())
                .isEqualTo(type);
    }

    @Test
    void writesTheSameBytesForTheSameSeedEverywhere() throws Exception {
        RandomModel.Shape shape = new RandomModel.Shape(1, 256, 2, 1, 256, 64, 300, GgufType.Q4_K);
        Path file = folder.resolve("model.gguf");

        new RandomModel(shape, 42).write(file);
        byte[] bytes = Files.readAllBytes(file);
        new RandomModel(shape, 43).write(file);

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo("9cf1d0e720881e04604e08759e0f48609f33258bb433bac9c1cd6d7fc44a878c");
        assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes).hasSameSizeAs(bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16", "Q4_0", "Q8_0", "Q4_K"})
    void drawsWeightsAroundZeroWithTheWantedDeviation(GgufType type) throws Exception {
        int elements = 1 << 16;
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new RandomWeights(type, elements, 0.02, 9).writeTo(out);

        assertThat(out.size()).isEqualTo((int) type.bytesFor(elements));
        double[] weights = decode(type, out.toByteArray(), elements);
        double mean = Arrays.stream(weights).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(weights)
                .map(w -> (w - mean) * (w - mean))
                .average()
                .orElseThrow());
        assertThat(mean).isCloseTo(0, within(0.001));
        assertThat(deviation).isCloseTo(0.02, within(0.002));
        assertThat(Arrays.stream(weights).map(Math::abs).max().orElseThrow()).isLessThan(0.1);
    }

    /** Decodes as ggml documents its blocks, independently of the encoder. */
    private static double[] decode(GgufType type, byte[] bytes, int elements) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] weights = new double[elements];
        for (int i = 0; i < elements; ) {
            switch (type) {
                case F32 -> weights[i++] = in.getFloat();
                case F16 -> weights[i++] = Float.float16ToFloat(in.getShort());
                case BF16 -> weights[i++] = Float.intBitsToFloat(in.getShort() << 16);
                case Q8_0 -> {
                    float d = Float.float16ToFloat(in.getShort());
                    for (int j = 0; j < 32; j++) {
                        weights[i++] = d * in.get();
                    }
                }
                case Q4_0 -> {
                    float d = Float.float16ToFloat(in.getShort());
                    for (int j = 0; j < 16; j++) {
                        int pair = in.get() & 0xFF;
                        weights[i + j] = d * ((pair & 15) - 8);
                        weights[i + j + 16] = d * ((pair >> 4) - 8);
                    }
                    i += 32;
                }
                default -> i = decodeKBlock(in, weights, i);
            }
        }
        return weights;
    }

    private static int decodeKBlock(ByteBuffer in, double[] weights, int start) {
        float d = Float.float16ToFloat(in.getShort());
        float dmin = Float.float16ToFloat(in.getShort());
        byte[] packed = new byte[12];
        in.get(packed);
        for (int pair = 0; pair < 4; pair++) {
            byte[] nibbles = new byte[32];
            in.get(nibbles);
            for (int half = 0; half < 2; half++) {
                int group = 2 * pair + half;
                int scale =
                        group < 4 ? packed[group] & 63 : (packed[group + 4] & 15) | ((packed[group - 4] & 0xC0) >> 2);
                int min = group < 4
                        ? packed[group + 4] & 63
                        : ((packed[group + 4] & 0xF0) >> 4) | ((packed[group] & 0xC0) >> 2);
                for (int j = 0; j < 32; j++) {
                    int q = half == 0 ? nibbles[j] & 15 : (nibbles[j] & 0xF0) >> 4;
                    weights[start + 32 * group + j] = d * scale * q - dmin * min;
                }
            }
        }
        return start + 256;
    }

    @Test
    void makesVocabulariesWhoseEveryPieceFollowsFromEarlierOnes() {
        ByteLevelVocabulary vocabulary = ByteLevelVocabulary.ofSize(128_000);
        Set<String> known = new HashSet<>(vocabulary.tokens().subList(0, 256));
        List<String> unfounded = new ArrayList<>();
        for (int i = 0; i < vocabulary.merges().size(); i++) {
            String[] pair = vocabulary.merges().get(i).split(" ");
            String piece = pair[0] + pair[1];
            boolean founded = known.contains(pair[0]) && known.contains(pair[1]);
            if (!founded || !vocabulary.tokens().get(256 + i).equals(piece) || !known.add(piece)) {
                unfounded.add(piece);
            }
        }

        assertThat(unfounded).isEmpty();
        assertThat(vocabulary.tokens()).hasSize(128_000);
        assertThat(known).hasSize(128_000 - 3);
        assertThat(vocabulary.tokens().get(vocabulary.idOf("<|im_end|>"))).isEqualTo("<|im_end|>");
        assertThat(vocabulary.tokenTypes()).hasSize(128_000).endsWith(3, 3, 3).startsWith(1);
    }

    @Test
    void mapsBytesToTheSymbolsOfGpt2() {
        assertThat(ByteLevelVocabulary.symbol(' ')).isEqualTo("Ġ");
        assertThat(ByteLevelVocabulary.symbol('\n')).isEqualTo("Ċ");
        assertThat(ByteLevelVocabulary.symbol('A')).isEqualTo("A");
        assertThat(ByteLevelVocabulary.symbol(0xAD)).isEqualTo("Ń");
    }

    @Test
    void refusesImpossibleShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomModel.Shape(0, 256, 2, 1, 256, 64, 300, GgufType.F32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomModel.Shape(1, 250, 2, 1, 256, 64, 300, GgufType.Q8_0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomModel.Shape(1, 256, 2, 3, 256, 64, 300, GgufType.F32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomModel.Shape(1, 256, 2, 1, 256, 64, 100, GgufType.F32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomModel.Shape(1, 256, 2, 1, 256, 64, 300, GgufType.Q6_K));
        assertThatIllegalArgumentException().isThrownBy(() -> ByteLevelVocabulary.ofSize(2_000_000));
    }

    @Test
    void carriesAChatTemplateOfItsOwn() throws Exception {
        Path file = folder.resolve("model.gguf");
        new RandomModel(RandomModel.Shape.tiny(GgufType.Q8_0), 1).write(file);

        String template =
                GgufFile.read(file).metadata().text("tokenizer.chat_template").orElseThrow();

        assertThat(template.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        assertThat(template).contains("<|im_start|>", "'\\n'", "add_generation_prompt");
    }
}
