package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.synth.HeaderMutator;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.gguf.testkit.ModelFile;
import studio.athanor.engines.gguf.testkit.RawGguf;

/** 10 000 damaged copies of real headers: each is accepted or refused, in bounded time and memory. */
class MutantTest {

    private static final Path STARTER = Path.of(
            System.getProperty("athanor.project.root", "../.."), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LARGEST_BYTES = 64L << 20;

    /** More than any mutant is longer than its original. */
    private static final int SLACK_BYTES = 1024;

    @TempDir
    private Path folder;

    private final GgufValidator validator = new GgufValidator();

    private int accepted;
    private int refused;

    @Test
    void endsEachOfTheStarterModelsMutantsWithAnAnswer() throws Exception {
        breed(STARTER, 2500);
    }

    @Test
    void endsEachOfARandomModelsMutantsWithAnAnswer() throws Exception {
        Path model = folder.resolve("random.gguf");
        RandomModel.Shape shape = new RandomModel.Shape(1, 64, 2, 1, 64, 64, 300, GgufType.Q8_0);
        new RandomModel(shape, 1).write(model);

        breed(model, 2500);
    }

    @Test
    void endsEachOfASmallModelsMutantsWithAnAnswer() throws Exception {
        breed(ModelFile.llama().write(folder.resolve("llama.gguf")), 2500);
    }

    @Test
    void endsEachOfAProjectorsMutantsWithAnAnswer() throws Exception {
        breed(ModelFile.projector().write(folder.resolve("projector.gguf")), 1250);
    }

    @Test
    void endsEachOfAnAdaptersMutantsWithAnAnswer() throws Exception {
        breed(ModelFile.adapter().write(folder.resolve("adapter.gguf")), 1250);
    }

    private void breed(Path original, int count) throws IOException, GgufException {
        GgufFile sound = GgufFile.read(original);
        byte[] header = Arrays.copyOf(Files.readAllBytes(original), Math.toIntExact(sound.dataStart()));
        HeaderMutator mutator = new HeaderMutator(header, header.length);
        Path mutant = folder.resolve("mutant.gguf");
        for (long seed = 0; seed < count; seed++) {
            byte[] bytes = mutator.mutant(seed);
            write(mutant, bytes, sound.fileSize() + bytes.length - header.length);
            judge(mutant, seed);
        }
        assertThat(accepted + refused).isEqualTo(count);
        assertThat(refused).isGreaterThan(count / 2);
        assertThat(accepted).isPositive();
    }

    /**
     * Overwrites the file; the weights stay zeros that take no space on disk. It is not emptied first, because file
     * systems flush a file that was emptied and written again.
     */
    private static void write(Path file, byte[] header, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.SPARSE)) {
            ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(header, header.length + SLACK_BYTES));
            while (padded.hasRemaining()) {
                var _ = channel.write(padded, padded.position());
            }
            if (channel.size() < size) {
                var _ = channel.write(ByteBuffer.allocate(1), size - 1);
            }
            channel.truncate(size);
        }
    }

    private void judge(Path mutant, long seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long started = System.nanoTime();
        try {
            GgufReport report = validator.validate(mutant);
            assertThat(report.facts()).isNotEmpty();
            accepted++;
        } catch (GgufException refusal) {
            assertThat(refusal.reason()).isNotBlank();
            assertThat(refusal.remedy()).isNotBlank();
            refused++;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("mutant " + seed + " escaped with " + e, e);
        }
        assertThat(System.nanoTime() - started).as("time of mutant " + seed).isLessThan(LONGEST_NANOS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocatedBefore)
                .as("memory of mutant " + seed)
                .isLessThan(LARGEST_BYTES);
    }

    @Test
    void givesTheSameMutantForTheSameSeed() {
        HeaderMutator mutator = new HeaderMutator(new byte[200], 100);

        assertThat(mutator.mutant(7)).isEqualTo(mutator.mutant(7)).isNotEqualTo(mutator.mutant(8));
    }

    @Test
    void refusesTheLargestCountsWithoutAllocatingForThem() throws Exception {
        Path file = folder.resolve("counts.gguf");
        byte[] header = new RawGguf().claimEntries(65_536).claimTensors(65_536).build();
        write(file, header, 4L << 30);

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> judge(file, 0));

        assertThat(refused).isEqualTo(1);
    }
}
