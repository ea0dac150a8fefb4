package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.GgufValidator;
import studio.athanor.engines.gguf.synth.HeaderMutator;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.testkit.TestStudio;

/**
 * Damaged models that pass every check in Java are given to the engine in a worker: each is loaded, refused, or ends the
 * worker; none hangs, and none ends this process.
 */
@Timeout(1200)
class MutantLoadTest {

    /** A mutant may take that much longer than twice what the sound model takes on the same busy machine. */
    private static final long LONGEST_MILLIS = 5_000;

    private static final int SOUND_ONES = 4;

    @TempDir
    private Path folder;

    /** How one mutant ended, and after how long. */
    private record End(long seed, String how, String message, long millis) {}

    @Test
    void endsForSomeMutants() throws Exception {
        breed(0, 20);
    }

    @Test
    @Tag("slow")
    void endsForFiveHundredMutants() throws Exception {
        breed(10_000, 500);
    }

    private void breed(long firstSeed, int count) throws Exception {
        Path sound = folder.resolve("sound.gguf");
        new RandomModel(new RandomModel.Shape(2, 64, 4, 2, 64, 128, 300, GgufType.Q8_0), 3).write(sound);
        byte[] bytes = Files.readAllBytes(sound);
        int headerBytes = Math.toIntExact(GgufFile.read(sound).dataStart());
        byte[] header = Arrays.copyOf(bytes, headerBytes);
        byte[] weights = Arrays.copyOfRange(bytes, headerBytes, bytes.length);
        HeaderMutator mutator = new HeaderMutator(header, headerBytes);
        try (WorkerEngines workers = Workers.open(folder.resolve("run"), Map.of());
                ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<End>> sounds = new ArrayList<>();
            List<Future<End>> mutants = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (i % Math.max(1, count / SOUND_ONES) == 0) {
                    sounds.add(two.submit(() -> open(workers, sound, -1)));
                }
                Path file = folder.resolve("mutant-" + i + ".gguf");
                long from = firstSeed + 1000L * i;
                mutants.add(two.submit(() -> {
                    long seed = accepted(mutator, header, weights, from, file);
                    End end = open(workers, file, seed);
                    Files.delete(file);
                    return end;
                }));
            }
            judge(mutants, sounds);
        }
        assertThat(TestStudio.workers()).isEmpty();
    }

    private static void judge(List<Future<End>> mutants, List<Future<End>> sounds) throws Exception {
        long usual = 0;
        for (Future<End> each : sounds) {
            assertThat(each.get().how()).isEqualTo("ANSWERED");
            usual = Math.max(usual, each.get().millis());
        }
        Map<String, Integer> counts = new TreeMap<>();
        long slowest = 0;
        for (Future<End> each : mutants) {
            End end = each.get();
            counts.merge(end.how(), 1, Integer::sum);
            slowest = Math.max(slowest, end.millis());
            if (!end.how().equals("ANSWERED")) {
                System.out.println(end);
            }
        }
        System.out.println(mutants.size() + " accepted mutants: " + counts + ", the slowest after " + slowest
                + " ms, the slowest sound one after " + usual + " ms");
        assertThat(slowest).isLessThan(2 * usual + LONGEST_MILLIS);
    }

    /** Writes the first mutant from a seed on that is not the original and that the checks accept; returns its seed. */
    private static long accepted(HeaderMutator mutator, byte[] header, byte[] weights, long from, Path file)
            throws Exception {
        for (long seed = from; seed < from + 1000; seed++) {
            byte[] mutant = mutator.mutant(seed);
            if (Arrays.equals(mutant, header)) {
                continue;
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(mutant);
            whole.write(weights);
            Files.write(file, whole.toByteArray());
            try {
                var _ = new GgufValidator().validate(file);
                return seed;
            } catch (GgufException refused) {
                // the next one
            }
        }
        throw new AssertionError("no mutant of a thousand was accepted");
    }

    private static End open(WorkerEngines workers, Path file, long seed) {
        long begun = System.nanoTime();
        String how;
        String message = "";
        OpenRequest request =
                new OpenRequest(file.toString(), LoadOptions.defaults().withThreads(1), DevicePlan.CPU);
        try (SupervisedEngine engine = workers.open(Workers.LLAMA, request, LoadObserver.NONE)) {
            how = "LOADED";
            var _ = Workers.greedy(engine, "Once", 3);
            how = "ANSWERED";
        } catch (EngineException e) {
            how = e.kind().name();
            message = String.valueOf(e.getMessage());
        } catch (Exception | AssertionError e) {
            how = "NO_ANSWER";
            message = String.valueOf(e.getMessage());
        }
        return new End(seed, how, message, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
