package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufWriterTest {

    private static final Path STARTER = Path.of(
            System.getProperty("athanor.project.root", "../.."), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    private static final TensorSource FOUR_BYTES = out -> out.write(new byte[] {1, 2, 3, 4});

    @TempDir
    private Path folder;

    private final GgufWriter writer = new GgufWriter();

    @Test
    void copiesAModelThatAnotherProgramWroteByteForByte() throws Exception {
        GgufFile original = GgufFile.read(STARTER);
        original.metadata().values().forEach(writer::put);
        byte[] bytes = Files.readAllBytes(STARTER);
        for (GgufTensor tensor : original.tensors()) {
            int start = Math.toIntExact(original.dataStart() + tensor.offset());
            writer.add(
                    tensor.name(),
                    tensor.type(),
                    tensor.dimensions(),
                    out -> out.write(bytes, start, Math.toIntExact(tensor.byteSize())));
        }
        Path copy = folder.resolve("copy.gguf");

        writer.write(copy);

        assertThat(Files.readAllBytes(copy)).isEqualTo(bytes);
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<Long> told = new ArrayList<>();
        writer.add("a", GgufType.F32, List.of(1L), FOUR_BYTES).add("b", GgufType.I8, List.of(4L), FOUR_BYTES);

        writer.write(folder.resolve("model.gguf"), told::add);

        assertThat(told).containsExactly(32L, 64L);
        assertThat(writer.dataBytes()).isEqualTo(64);
    }

    @Test
    void writesAHollowFileOfFullSizeWithoutAskingTheSources() throws Exception {
        writer.put("general.architecture", GgufValue.text("llama"))
                .add("large", GgufType.Q8_0, List.of(1L << 16, 1L << 16), out -> {
                    throw new IOException("not to be asked");
                });
        Path hollow = folder.resolve("hollow.gguf");

        writer.writeHollow(hollow);

        GgufFile read = GgufFile.read(hollow);
        assertThat(read.tensorBytes()).isEqualTo((1L << 32) / 32 * 34);
        assertThat(read.fileSize()).isEqualTo(read.dataStart() + read.tensorBytes());
    }

    @Test
    void leavesTheOldFileAndNoRubbishWhenASourceFails() throws Exception {
        Path target = Files.writeString(folder.resolve("model.gguf"), "old");
        writer.add("a", GgufType.F32, List.of(1L), out -> {
            throw new IOException("disk gone");
        });

        assertThatIOException().isThrownBy(() -> writer.write(target)).withMessage("disk gone");

        assertThat(target).hasContent("old");
        assertThat(filesIn(folder)).containsExactly("model.gguf");
    }

    @Test
    void refusesASourceThatWritesTooLittleOrTooMuch() throws Exception {
        writer.add("a", GgufType.F32, List.of(2L), FOUR_BYTES);

        assertThatIOException()
                .isThrownBy(() -> writer.write(folder.resolve("model.gguf")))
                .withMessage("tensor a: the source wrote 4 bytes, 8 are needed");

        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void refusesWhatNoReaderWouldTake() {
        writer.put("general.name", GgufValue.text("x")).add("a", GgufType.F32, List.of(1L), FOUR_BYTES);

        assertThatIllegalArgumentException().isThrownBy(() -> writer.put("general.name", GgufValue.text("y")));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.put("a b", GgufValue.u32(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.put("general.alignment", GgufValue.u32(64)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GgufWriter().put("general.alignment", GgufValue.u32(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("a", GgufType.F32, List.of(1L), FOUR_BYTES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add("n".repeat(64), GgufType.F32, List.of(1L), FOUR_BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("", GgufType.F32, List.of(1L), FOUR_BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("b", GgufType.F32, List.of(0L), FOUR_BYTES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add("b", GgufType.F32, List.of(1L, 1L, 1L, 1L, 1L), FOUR_BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.add("b", GgufType.Q4_0, List.of(33L), FOUR_BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> GgufValue.u32(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> GgufValue.u16(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new GgufValue.Whole(GgufValueType.BOOL, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GgufArray.ofEncoded(GgufValueType.INT32, new byte[3]));
    }

    @Test
    void keepsAnAlignmentOfItsOwn() throws Exception {
        Path target = folder.resolve("model.gguf");
        writer.put("general.alignment", GgufValue.u32(4096)).add("a", GgufType.F32, List.of(1L), FOUR_BYTES);

        writer.write(target);

        GgufFile file = GgufFile.read(target);
        assertThat(file.alignment()).isEqualTo(4096);
        assertThat(file.dataStart() % 4096).isZero();
        assertThat(file.warnings()).isEmpty();
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
