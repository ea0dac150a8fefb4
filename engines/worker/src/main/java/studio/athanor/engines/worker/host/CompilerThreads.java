package studio.athanor.engines.worker.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the virtual machine that compile. Once a model is loaded they are to use only what computing leaves: where
 * every core computes, a thread that is taken off its core for a moment keeps all others waiting at the next barrier, so a
 * compiler that takes 2 % of one core costs 4 % of the speed. Linux's idle class does that, and any process may put its
 * threads into it; elsewhere nothing is done.
 */
final class CompilerThreads {

    private static final Logger log = LoggerFactory.getLogger(CompilerThreads.class);
    private static final Path TASKS = Path.of("/proc/self/task");

    /** {@code SCHED_IDLE} of Linux's sched.h. */
    private static final int IDLE_CLASS = 5;

    private CompilerThreads() {}

    /** Gives computing precedence over compiling. */
    static void giveWay() {
        if (!Files.isDirectory(TASKS)) {
            return;
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS);
                Arena arena = Arena.ofConfined()) {
            MethodHandle setScheduler = setScheduler();
            MemorySegment parameters = arena.allocate(ValueLayout.JAVA_INT);
            for (Path task : tasks) {
                if (compiles(task)) {
                    int result = (int) setScheduler.invokeExact(
                            Integer.parseInt(task.getFileName().toString()), IDLE_CLASS, parameters);
                    log.debug("Thread {} of the compilers is in the idle class: {}", task.getFileName(), result == 0);
                }
            }
        } catch (Throwable e) { // a method handle throws anything; without precedence all works as well
            log.debug("The compilers keep their precedence", e);
        }
    }

    private static boolean compiles(Path task) throws IOException {
        String name = Files.readString(task.resolve("comm"));
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }

    @SuppressWarnings("restricted") // a call of the C library, with its types
    private static MethodHandle setScheduler() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        return linker.downcallHandle(
                library.findOrThrow("sched_setscheduler"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }
}
