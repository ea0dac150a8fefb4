package studio.athanor.placement;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import studio.athanor.engines.ggml.CpuThreads;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.RuntimeFolder;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.llama.libllama.PerToken;
import studio.athanor.engines.llama.libllama.Structs;

/**
 * A program that goes along a text on the real llama.cpp, laid out over devices, and says what it thought of the next token
 * at every step. Engines keep their logits to themselves, so this one calls the library.
 */
final class LogitsProbe {

    /** Begins a line of the answer: the two likeliest tokens of a step. */
    static final String STEP = "step:";

    private final Libllama libllama;
    private final Arena arena;
    private final MemorySegment context;
    private final int vocabularySize;
    private int position;

    private LogitsProbe(Libllama libllama, Arena arena, MemorySegment context, int vocabularySize) {
        this.libllama = libllama;
        this.arena = arena;
        this.context = context;
        this.vocabularySize = vocabularySize;
    }

    /**
     * Reads a text and goes on for some steps; with tokens given, along those, else along the likeliest.
     *
     * @param arguments the runtime's folder, the model, shares such as {@code Vulkan0:3,Vulkan1:4}, the text, the number of
     *     steps, tokens to follow with commas between them
     */
    public static void main(String[] arguments) throws Exception {
        GgmlRuntime runtime = GgmlRuntime.load(RuntimeFolder.find(Path.of(arguments[0])));
        List<String> shares = arguments[2].isEmpty() ? List.of() : List.of(arguments[2].split(","));
        if (!shares.isEmpty()) {
            runtime.loadAccelerators();
        }
        Libllama libllama = Libllama.bind(runtime);
        libllama.models().initialise();
        try (Arena arena = Arena.ofConfined();
                CpuThreads threads = runtime.startThreads(1)) {
            MemorySegment model = libllama.models().load(arguments[1], modelParams(libllama, runtime, shares, arena));
            MemorySegment vocabulary = libllama.models().vocabulary(model);
            MemorySegment context = libllama.contexts().create(model, contextParams(libllama, arena));
            libllama.contexts().attachThreads(context, threads.handle());
            LogitsProbe probe = new LogitsProbe(
                    libllama, arena, context, libllama.vocabularies().size(vocabulary));
            int[] text = libllama.vocabularies()
                    .tokenize(vocabulary, arguments[3].getBytes(StandardCharsets.UTF_8), true, true);
            probe.follow(text, Integer.parseInt(arguments[4]), numbers(arguments[5]));
            libllama.contexts().free(context);
            libllama.models().free(model);
        }
    }

    private static int[] numbers(String text) {
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static MemorySegment modelParams(Libllama libllama, GgmlRuntime runtime, List<String> shares, Arena arena) {
        MemorySegment params = libllama.models().defaultParams(arena);
        MemorySegment devices = arena.allocate(ADDRESS, shares.size() + 1L);
        MemorySegment split = arena.allocate(JAVA_FLOAT, libllama.models().maxDevices());
        int layers = 0;
        for (int i = 0; i < shares.size(); i++) {
            String[] share = shares.get(i).split(":");
            devices.setAtIndex(
                    ADDRESS, i, runtime.device(share[0]).orElseThrow().handle());
            split.setAtIndex(JAVA_FLOAT, i, Integer.parseInt(share[1]));
            layers += Integer.parseInt(share[1]);
        }
        params.set(ADDRESS, Structs.offset(Structs.MODEL_PARAMS, "devices"), devices);
        params.set(ADDRESS, Structs.offset(Structs.MODEL_PARAMS, "tensor_split"), split);
        params.set(JAVA_INT, Structs.offset(Structs.MODEL_PARAMS, "n_gpu_layers"), layers);
        return params;
    }

    private static MemorySegment contextParams(Libllama libllama, Arena arena) {
        MemorySegment params = libllama.contexts().defaultParams(arena);
        params.set(JAVA_INT, Structs.offset(Structs.CONTEXT_PARAMS, "n_ctx"), 512);
        params.set(JAVA_INT, Structs.offset(Structs.CONTEXT_PARAMS, "n_threads"), 1);
        params.set(JAVA_INT, Structs.offset(Structs.CONTEXT_PARAMS, "n_threads_batch"), 1);
        return params;
    }

    private void follow(int[] text, int steps, int[] path) {
        float[] logits = read(text);
        for (int step = 0; step < steps; step++) {
            int likeliest = likeliest(logits, -1);
            int second = likeliest(logits, likeliest);
            int next = step < path.length ? path[step] : likeliest;
            List<Integer> shown = new ArrayList<>(List.of(likeliest, second));
            if (!shown.contains(next)) {
                shown.add(next);
            }
            System.out.println(
                    STEP + next + ";" + shown.stream().map(describe(logits)).collect(Collectors.joining(";")));
            logits = read(new int[] {next});
        }
        System.out.flush();
    }

    private static Function<Integer, String> describe(float[] logits) {
        return token -> token + "=" + logits[token];
    }

    private static int likeliest(float[] logits, int except) {
        int best = except == 0 ? 1 : 0;
        for (int i = 0; i < logits.length; i++) {
            if (i != except && logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    @SuppressWarnings("restricted") // the library returns a bare pointer to one row
    private float[] read(int[] tokens) {
        MemorySegment batch = arena.allocate(Structs.BATCH);
        MemorySegment ids = arena.allocateFrom(JAVA_INT, tokens);
        MemorySegment positions = arena.allocate(JAVA_INT, tokens.length);
        MemorySegment counts = arena.allocate(JAVA_INT, tokens.length);
        MemorySegment sequences = arena.allocate(ADDRESS, tokens.length);
        MemorySegment outputs = arena.allocate(JAVA_BYTE, tokens.length);
        MemorySegment first = arena.allocate(JAVA_INT);
        for (int i = 0; i < tokens.length; i++) {
            positions.setAtIndex(JAVA_INT, i, position++);
            counts.setAtIndex(JAVA_INT, i, 1);
            sequences.setAtIndex(ADDRESS, i, first);
        }
        outputs.set(JAVA_BYTE, tokens.length - 1L, (byte) 1);
        batch.set(JAVA_INT, Structs.offset(Structs.BATCH, "n_tokens"), tokens.length);
        batch.set(ADDRESS, Structs.offset(Structs.BATCH, "token"), ids);
        batch.set(ADDRESS, Structs.offset(Structs.BATCH, "pos"), positions);
        batch.set(ADDRESS, Structs.offset(Structs.BATCH, "n_seq_id"), counts);
        batch.set(ADDRESS, Structs.offset(Structs.BATCH, "seq_id"), sequences);
        batch.set(ADDRESS, Structs.offset(Structs.BATCH, "logits"), outputs);
        if (PerToken.decode(context, batch) != 0) {
            throw new IllegalStateException("the computation failed");
        }
        libllama.contexts().synchronize(context);
        return PerToken.logits(context, tokens.length - 1)
                .reinterpret(vocabularySize * JAVA_FLOAT.byteSize())
                .toArray(JAVA_FLOAT);
    }
}
