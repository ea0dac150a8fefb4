package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.testkit.ModelFile;

/** Files that end early, at every place where a field, an element or a tensor ends. */
class TruncationTest {

    private static final Path STARTER = Path.of(
            System.getProperty("athanor.project.root", "../.."), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    @TempDir
    private Path folder;

    @Test
    void refusesTheStarterModelCutAtEveryStructuralBoundary() throws Exception {
        Path file = Files.copy(STARTER, folder.resolve("starter.gguf"));

        cutAtEach(file, boundaries(file, 4));
    }

    @Test
    void refusesASmallModelCutAtEveryBoundaryAndBesideIt() throws Exception {
        Path file = ModelFile.llama().write(folder.resolve("small.gguf"));
        TreeSet<Long> cuts = new TreeSet<>();
        for (long boundary : boundaries(file, 1)) {
            cuts.add(boundary);
            cuts.add(boundary - 1);
            cuts.add(boundary + 1);
        }

        cutAtEach(file, cuts);
    }

    @Test
    void refusesAnAdapterCutAtEveryByteOfItsHeader() throws Exception {
        Path file = ModelFile.adapter().write(folder.resolve("adapter.gguf"));
        TreeSet<Long> cuts = new TreeSet<>();
        for (long cut = 0; cut < GgufFile.read(file).dataStart(); cut++) {
            cuts.add(cut);
        }

        cutAtEach(file, cuts);
    }

    private static void cutAtEach(Path file, NavigableSet<Long> cuts) throws IOException, GgufException {
        GgufFile whole = GgufFile.read(file);
        GgufTensor last = whole.tensors().getLast();
        long needed = whole.dataStart() + last.offset() + last.byteSize();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(needed);
            assertThatCode(() -> GgufFile.read(file)).doesNotThrowAnyException();
            for (long cut : cuts.headSet(needed, false).descendingSet()) {
                channel.truncate(cut);

                GgufException refusal = catchThrowableOfType(GgufException.class, () -> GgufFile.read(file));

                assertThat(refusal).as("cut at byte " + cut).isNotNull();
                if (cut == 0) {
                    assertThat(refusal.reason()).isEqualTo("empty file");
                } else {
                    assertThat(refusal).as("cut at byte " + cut).isInstanceOf(GgufException.Incomplete.class);
                }
            }
        }
    }

    /** Walks over a sound file and notes where fields end; of long arrays only every so many elements. */
    private static NavigableSet<Long> boundaries(Path path, int step) throws IOException, GgufException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        NavigableSet<Long> ends = new TreeSet<>();
        note(ends, file, 4);
        note(ends, file, 4);
        long tensors = file.getLong(file.position());
        note(ends, file, 8);
        long entries = file.getLong(file.position());
        note(ends, file, 8);
        for (long i = 0; i < entries; i++) {
            string(ends, file);
            int type = file.getInt(file.position());
            note(ends, file, 4);
            if (type == GgufValueType.ARRAY.id()) {
                int elementType = file.getInt(file.position());
                note(ends, file, 4);
                long count = file.getLong(file.position());
                note(ends, file, 8);
                for (long j = 0; j < count; j++) {
                    value(j % step == 0 ? ends : new TreeSet<>(), file, elementType);
                }
            } else {
                value(ends, file, type);
            }
        }
        for (long i = 0; i < tensors; i++) {
            string(ends, file);
            int dimensions = file.getInt(file.position());
            note(ends, file, 4);
            for (int j = 0; j < dimensions; j++) {
                note(ends, file, 8);
            }
            note(ends, file, 4);
            note(ends, file, 8);
        }
        GgufFile whole = GgufFile.read(path);
        whole.tensors().forEach(tensor -> {
            ends.add(whole.dataStart() + tensor.offset());
            ends.add(whole.dataStart() + tensor.offset() + tensor.byteSize() - 1);
        });
        return ends;
    }

    private static void value(NavigableSet<Long> ends, ByteBuffer file, int type) {
        GgufValueType valueType = GgufValueType.of(type).orElseThrow();
        if (valueType == GgufValueType.STRING) {
            string(ends, file);
        } else {
            note(ends, file, valueType.bytes());
        }
    }

    private static void string(NavigableSet<Long> ends, ByteBuffer file) {
        int length = (int) file.getLong(file.position());
        note(ends, file, 8);
        note(ends, file, length);
    }

    private static void note(NavigableSet<Long> ends, ByteBuffer file, int bytes) {
        file.position(file.position() + bytes);
        ends.add((long) file.position());
    }
}
