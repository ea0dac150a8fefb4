package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.gguf.testkit.ModelFile;
import studio.athanor.engines.gguf.testkit.RawGguf;

class GgufFileTest {

    private static final Path STARTER = Path.of(
            System.getProperty("athanor.project.root", "../.."), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    @TempDir
    private Path folder;

    @Test
    void readsTheStarterModelsHeader() throws Exception {
        GgufFile file = GgufFile.read(STARTER);

        assertThat(file.version()).isEqualTo(3);
        assertThat(file.alignment()).isEqualTo(32);
        assertThat(file.architecture()).isEqualTo("llama");
        assertThat(file.fileSize()).isEqualTo(Files.size(STARTER));
        assertThat(file.metadata().whole("llama.context_length")).isEqualTo(OptionalLong.of(256));
        assertThat(file.tensor("token_embd.weight").orElseThrow().type()).isEqualTo(GgufType.Q8_0);
        assertThat(file.dataStart() % file.alignment()).isZero();
        GgufTensor last = file.tensors().getLast();
        assertThat(file.dataStart() + last.offset() + last.byteSize()).isLessThanOrEqualTo(file.fileSize());
    }

    @Test
    void readsLongArraysAgainFromTheFile() throws Exception {
        GgufFile file = GgufFile.read(STARTER);
        GgufArray tokens = file.metadata().array("tokenizer.ggml.tokens").orElseThrow();
        GgufArray types = file.metadata().array("tokenizer.ggml.token_type").orElseThrow();

        List<String> texts = tokens.texts();
        List<Integer> visited = new ArrayList<>();
        tokens.visit((i, _) -> visited.add(i) && i < 2);

        assertThat(texts).hasSize(tokens.count()).contains("<|im_start|>", "<|im_end|>");
        assertThat(types.wholes()).hasSize(texts.size());
        assertThat(visited).containsExactly(0, 1, 2);
    }

    @Test
    void readsEveryValueType() throws Exception {
        Path file = folder.resolve("types.gguf");
        GgufWriter writer = new GgufWriter();
        for (GgufValueType type : GgufValueType.values()) {
            if (type.isWhole()) {
                writer.put(
                        "whole." + type.name().toLowerCase(Locale.ROOT),
                        new GgufValue.Whole(type, type.isUnsigned() ? 200 : -100));
            }
        }
        writer.put("real.single", GgufValue.f32(1.5f))
                .put("real.double", new GgufValue.Real(GgufValueType.FLOAT64, Math.PI))
                .put("flag", GgufValue.flag(true))
                .put("text", GgufValue.text("größer 你好"))
                .put("array.texts", GgufArray.ofTexts(List.of("", "a", "ß")))
                .put("array.floats", GgufArray.ofFloats(1, -2))
                .put("array.bytes", GgufArray.ofEncoded(GgufValueType.UINT8, new byte[] {-1}));
        writer.write(file);

        GgufMetadata metadata = GgufFile.read(file).metadata();

        assertThat(metadata.values()).hasSize(15);
        assertThat(metadata.whole("whole.uint8")).hasValue(200);
        assertThat(metadata.whole("whole.int64")).hasValue(-100);
        assertThat(metadata.whole("whole.int16")).hasValue(-100);
        assertThat(metadata.real("real.double")).hasValue(Math.PI);
        assertThat(metadata.flag("flag")).contains(true);
        assertThat(metadata.text("text")).contains("größer 你好");
        assertThat(metadata.array("array.texts").orElseThrow().texts()).containsExactly("", "a", "ß");
        assertThat(metadata.array("array.floats").orElseThrow().reals()).containsExactly(1, -2);
        assertThat(metadata.array("array.bytes").orElseThrow().wholes()).containsExactly(255);
        assertThat(metadata.text("flag")).isEmpty();
        assertThat(metadata.whole("absent")).isEmpty();
    }

    @Test
    void refusesToReadAnArrayOfAFileThatChanged() throws Exception {
        Path path = Files.copy(STARTER, folder.resolve("starter.gguf"));
        GgufArray tokens =
                GgufFile.read(path).metadata().array("tokenizer.ggml.tokens").orElseThrow();
        Files.write(path, new byte[1], StandardOpenOption.APPEND);

        GgufException changed = catchThrowableOfType(GgufException.class, tokens::texts);
        Files.delete(path);
        GgufException gone = catchThrowableOfType(GgufException.class, tokens::texts);

        assertThat(changed).hasMessage("starter.gguf: the file changed since its header was read");
        assertThat(gone).hasMessage("starter.gguf: no such file");
    }

    @Test
    void warnsOfBytesAfterTheWeights() throws Exception {
        Path path = ModelFile.llama().write(folder.resolve("model.gguf"));
        Files.write(path, new byte[10_000], StandardOpenOption.APPEND);

        assertThat(GgufFile.read(path).warnings())
                .singleElement()
                .hasToString("10000 bytes follow the tensor data; something was appended to the file");
    }

    @Test
    void warnsOfUpperCaseKeysAndTextThatIsNotUtf8() throws Exception {
        byte[] bytes = new RawGguf()
                .text("general.Name", "x")
                .entry("note", GgufValueType.STRING, RawGguf.string(new byte[] {'a', (byte) 0xFF}))
                .build();
        Path path = Files.write(folder.resolve("model.gguf"), bytes);

        GgufFile file = GgufFile.read(path);

        assertThat(file.metadata().text("note")).contains("a\uFFFD");
        assertThat(file.warnings())
                .extracting(GgufWarning::field)
                .containsExactly("metadata key general.Name", "metadata key note");
    }

    @Test
    void readsVersion2AndAnAlignmentOfItsOwn() throws Exception {
        byte[] bytes = new RawGguf()
                .version(2)
                .number("general.alignment", 128)
                .alignment(128)
                .tensor("t", 0, 0, 3)
                .tensor("u", 0, 128)
                .data(256)
                .build();
        Path path = Files.write(folder.resolve("model.gguf"), bytes);

        GgufFile file = GgufFile.read(path);

        assertThat(file.version()).isEqualTo(2);
        assertThat(file.dataStart() % 128).isZero();
        assertThat(file.tensor("u").orElseThrow()).isEqualTo(new GgufTensor("u", GgufType.F32, List.of(), 128, 4));
        assertThat(file.parameters()).isEqualTo(4);
    }

    @Test
    void summarizesAModelWithAVocabularyOf150000TokensWithoutKeepingIt() throws Exception {
        Path path = folder.resolve("wide.gguf");
        new RandomModel(new RandomModel.Shape(1, 32, 2, 1, 32, 2048, 150_000, GgufType.Q4_0), 5).write(path);

        ModelSummary summary = ModelSummary.read(path);

        assertThat(summary.vocabularySize()).hasValue(150_000);
        assertThat(summary.kind()).isEqualTo(ModelKind.CHAT);
        assertThat(summary.quantization()).isEqualTo("Q4_0");
        assertThat(summary.license()).contains("cc0-1.0");
        assertThat(new GgufValidator().validate(path).warnings()).isEmpty();
    }

    @Test
    void listsFactsInAStableOrder() throws Exception {
        List<Fact> facts = new GgufValidator().validate(STARTER).facts();

        assertThat(facts)
                .extracting(Fact::key)
                .containsExactly(
                        "name",
                        "kind",
                        "architecture",
                        "quantization",
                        "sizeLabel",
                        "parameters",
                        "contextLength",
                        "layers",
                        "heads",
                        "kvHeads",
                        "embeddingLength",
                        "vocabularySize",
                        "chatTemplate",
                        "license",
                        "parts",
                        "fileBytes",
                        "tensorBytes",
                        "formatVersion",
                        "alignment",
                        "metadataEntries",
                        "tensors",
                        "dataStart");
        assertThat(facts)
                .filteredOn(f -> f.key().equals("contextLength"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.number()).isEqualTo(256L);
                    assertThat(f.text()).isEqualTo("256");
                });
    }

    @Test
    void namesTheTypeOfMostWeightsWhenTheFileDoesNot() throws Exception {
        Path path = ModelFile.llama().write(folder.resolve("model.gguf"));

        ModelSummary summary = ModelSummary.read(path);

        assertThat(summary.quantization()).isEqualTo("F32");
        assertThat(summary.name()).isEqualTo("Small");
        assertThat(summary.license()).isEmpty();
        assertThat(summary.experts()).isEmpty();
    }

    @Test
    void knowsTheSizesOfAllTensorTypes() {
        assertThat(IntStream.range(0, 64)
                        .filter(id -> GgufType.of(id).isPresent())
                        .count())
                .isEqualTo(35);
        assertThat(GgufType.of(4)).isEmpty();
        assertThat(GgufType.of(-1)).isEmpty();
        assertThat(GgufType.of(43)).isEmpty();
        assertThat(GgufType.Q4_K.bytesFor(512)).isEqualTo(288);
        assertThat(GgufType.MXFP4.bitsPerElement()).isEqualTo(4.25);
        assertThat(GgufType.NVFP4.bitsPerElement()).isEqualTo(4.5);
        assertThat(GgufType.Q6_K.bitsPerElement()).isEqualTo(6.5625);
        for (GgufType type : GgufType.values()) {
            assertThat(GgufType.of(type.id())).contains(type);
        }
    }
}
