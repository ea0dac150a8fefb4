package studio.athanor.data.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.data.row.Rejection;

/**
 * Measures the novelty gate at 100,000 accepted rows: time a row, memory, replay, and for MinHash what it misses and refuses
 * in vain against the exact Jaccard index. Run by hand, as {@code java ... NoveltyBenchmark [minhash|exact|embedding] [rows] [shared]}, where {@code
 * shared} of each row's 150 words are the same in all rows.
 */
public final class NoveltyBenchmark {

    private static final int WORDS = 150;
    private static final int VOCABULARY = 20_000;
    private static final int DIMENSIONS = 384;
    private static final double THRESHOLD = 0.8;

    private final String method;
    private final int rows;
    private final int shared;
    private final SplittableRandom random = new SplittableRandom(4);

    private NoveltyBenchmark(String method, int rows, int shared) {
        this.method = method;
        this.rows = rows;
        this.shared = shared;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        String method = arguments.length > 0 ? arguments[0] : "minhash";
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int shared = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        new NoveltyBenchmark(method, rows, shared).run();
    }

    private void run() throws Exception {
        long before = usedBytes();
        NoveltyGate gate = gate();
        List<int[]> originals = new ArrayList<>();
        long[] nanos = new long[rows];
        int refused = 0;
        int untested = method.equals("embedding") ? rows - 2000 : 0;
        for (int row = 0; row < rows; ) {
            int[] words = words();
            Map<String, JsonElement> values = value(words);
            long start = System.nanoTime();
            Optional<Rejection> rejection = row < untested ? Optional.empty() : gate.test(values, row);
            if (rejection.isEmpty()) {
                gate.accept(values, row);
                nanos[row++] = System.nanoTime() - start;
                if (originals.size() < 5000 && row % (rows / 5000) == 0) {
                    originals.add(words);
                }
            } else {
                refused++;
            }
        }
        print("rows accepted %d, refused %d", rows, refused);
        times("last 2,000 rows", Arrays.copyOfRange(nanos, rows - Math.min(rows, 2000), rows));
        compare(gate, originals);
        long retained = usedBytes() - before;
        print(
                "retained %.1f MiB (with the benchmark's own %.1f)",
                mebibytes(retained), originals.size() * WORDS * 4 / 1048576.0);
        replay();
        print("gate %s", gate.getClass().getSimpleName());
    }

    private void replay() throws Exception {
        List<Map<String, JsonElement>> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            values.add(value(words()));
        }
        NoveltyGate gate = gate();
        long start = System.nanoTime();
        for (int i = 0; i < values.size(); i++) {
            gate.accept(values.get(i), i);
        }
        print("replay %.0f rows/s", values.size() / ((System.nanoTime() - start) / 1e9));
    }

    /** Asks for copies with more and more words changed, and compares with what the exact index says. */
    private void compare(NoveltyGate gate, List<int[]> originals) throws Exception {
        if (!method.equals("minhash")) {
            return;
        }
        int[][] counts = new int[20][2];
        long[] nanos = new long[originals.size()];
        double error = 0;
        int estimated = 0;
        for (int i = 0; i < originals.size(); i++) {
            int[] copy = changed(originals.get(i), i % 16);
            double exact = jaccard(originals.get(i), copy);
            Map<String, JsonElement> values = value(copy);
            long start = System.nanoTime();
            Optional<Rejection> rejection = gate.test(values, rows + i);
            nanos[i] = System.nanoTime() - start;
            int[] count = counts[Math.min(19, (int) (exact * 20))];
            count[0]++;
            if (rejection.isPresent()) {
                count[1]++;
                String detail = rejection.get().detail();
                double shown = Double.parseDouble(detail.replaceFirst(".* is ([0-9.]+) like row.*", "$1"));
                error += Math.abs(shown - exact);
                estimated++;
            }
        }
        times("near-duplicates", nanos);
        print("mean error of the estimate %.3f", error / Math.max(1, estimated));
        for (int i = 0; i < 20; i++) {
            if (counts[i][0] > 0) {
                print(
                        "exact Jaccard %.2f to %.2f: %d asked, %.1f %% refused",
                        i / 20.0, (i + 1) / 20.0, counts[i][0], 100.0 * counts[i][1] / counts[i][0]);
            }
        }
    }

    private NoveltyGate gate() {
        RowCheck.Novelty.Method kind = RowCheck.Novelty.Method.valueOf(method.toUpperCase(Locale.ROOT));
        RowCheck check = new RowCheck.Novelty(kind, Optional.empty(), THRESHOLD, Optional.of("e"), Position.NONE);
        return NoveltyGate.of(TestRecipes.ofColumn(check), (_, text) -> vector(text));
    }

    private static float[] vector(String text) {
        SplittableRandom random = new SplittableRandom(text.hashCode());
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
        }
        return vector;
    }

    /** Draws words, half of them common, so that rows share some of their pieces. */
    private int[] words() {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = i < shared ? i : random.nextInt(random.nextBoolean() ? 200 : VOCABULARY);
        }
        return words;
    }

    private int[] changed(int[] words, int places) {
        int[] copy = words.clone();
        for (int i = 0; i < places; i++) {
            copy[random.nextInt(copy.length)] = VOCABULARY + random.nextInt(VOCABULARY);
        }
        return copy;
    }

    private static Map<String, JsonElement> value(int[] words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ")
                    .append("word")
                    .append(Integer.toString(words[i], 36))
                    .append(i % 12 == 11 ? "." : "");
        }
        return Map.of(TestRecipes.COLUMN, new JsonPrimitive(text.toString()));
    }

    private static double jaccard(int[] one, int[] other) {
        Set<List<Integer>> left = pieces(one);
        Set<List<Integer>> right = pieces(other);
        int all = left.size() + right.size();
        left.retainAll(right);
        return (double) left.size() / (all - left.size());
    }

    private static Set<List<Integer>> pieces(int[] words) {
        Set<List<Integer>> pieces = new HashSet<>();
        List<Integer> list = Arrays.stream(words).boxed().toList();
        for (int i = 0; i + 5 <= words.length; i++) {
            pieces.add(list.subList(i, i + 5));
        }
        return pieces;
    }

    private static void times(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        print(
                "%s: median %.3f ms, p99 %.3f ms, most %.3f ms",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private static long usedBytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
