package studio.athanor.gpumonitor.testkit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A management library of NVIDIA's that is compiled here and does what the test says. Every instance is a file of its own,
 * since a process loads a file once and keeps its state. All cards have the value that is set for card -1.
 */
@SuppressWarnings("restricted") // loads the library that it compiled
public final class FakeNvml {

    /** Means every card. */
    public static final int ALL = -1;

    private final Path file;
    private final MethodHandle set;
    private final MethodHandle event;
    private final MethodHandle references;
    private final MethodHandle starts;
    private final MethodHandle calls;

    private FakeNvml(Path file) {
        this.file = file;
        SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
        set = bind(symbols, "fake_set", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_LONG));
        event = bind(symbols, "fake_event", FunctionDescriptor.ofVoid(JAVA_INT, JAVA_LONG));
        references = bind(symbols, "fake_references", FunctionDescriptor.of(JAVA_INT));
        starts = bind(symbols, "fake_starts", FunctionDescriptor.of(JAVA_INT));
        calls = bind(symbols, "fake_calls", FunctionDescriptor.of(JAVA_INT));
    }

    /**
     * Compiles a library. Skips the test where there is no C compiler.
     *
     * @param folder where it goes
     * @param options for the compiler, for example {@code -DNO_MEMORY_V2}
     */
    public static FakeNvml compile(Path folder, String... options) {
        Optional<Path> compiler = compiler();
        Assumptions.assumeTrue(
                compiler.isPresent(), "No C compiler (cc, gcc or clang) is on the PATH; the fake NVML needs one.");
        try {
            Path source = folder.resolve("fake_nvml.c");
            try (InputStream code = FakeNvml.class.getResourceAsStream("fake_nvml.c")) {
                Files.write(source, Objects.requireNonNull(code).readAllBytes());
            }
            Path library = Files.createTempFile(folder, "libfake-nvml", ".so");
            List<String> command = new ArrayList<>(List.of(
                    compiler.orElseThrow().toString(),
                    "-shared",
                    "-fPIC",
                    "-O1",
                    "-o",
                    library.toString(),
                    source.toString(),
                    "-lpthread"));
            command.addAll(Arrays.asList(options));
            run(command);
            return new FakeNvml(library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the library, by an absolute path. */
    public String library() {
        return file.toString();
    }

    /** Sets a value, or by a function's name the code that it answers. */
    public FakeNvml set(String name, int device, long value) {
        try (Arena arena = Arena.ofConfined()) {
            set.invokeExact(arena.allocateFrom(name), device, value);
            return this;
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Lets an error event happen. */
    public void event(int device, long xid) {
        try {
            event.invokeExact(device, xid);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Returns how many times the library was initialised and not shut down again. */
    public int references() {
        try {
            return (int) references.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Returns how many times the library was initialised while nobody used it, and so looked for cards. */
    public int starts() {
        try {
            return (int) starts.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Returns how many calls were made to cards. */
    public int calls() {
        try {
            return (int) calls.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    private static Optional<Path> compiler() {
        List<String> folders = List.of(
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(System.getProperty("path.separator")));
        return Stream.of("cc", "gcc", "clang")
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("The fake NVML does not compile: " + words);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static MethodHandle bind(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        MemorySegment address = symbols.findOrThrow(name);
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }
}
