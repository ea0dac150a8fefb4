package studio.athanor.engines.ggml;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** A shared library that is loaded, and its functions. */
@SuppressWarnings("restricted") // this module is where native access is granted
public final class NativeLibrary {

    private final Path file;
    private final SymbolLookup symbols;

    private NativeLibrary(Path file, SymbolLookup symbols) {
        this.file = file;
        this.symbols = symbols;
    }

    /**
     * Loads a library.
     *
     * @param file absolute path
     * @param arena when it closes, the library may be unloaded
     * @throws RuntimeUnavailable if it cannot be loaded; the details hold the loader's own words
     */
    public static NativeLibrary open(Path file, Arena arena) throws RuntimeUnavailable {
        try {
            return new NativeLibrary(file, SymbolLookup.libraryLookup(file, arena));
        } catch (IllegalArgumentException e) {
            String words = loaderWords(file);
            throw new RuntimeUnavailable(
                    "The library " + file.getFileName() + " in " + file.getParent() + " cannot be loaded: " + words
                            + ".",
                    "Install what the message names, or install the package again: the libraries must be those of this"
                            + " operating system and processor.",
                    words);
        }
    }

    /** Returns where the library was loaded from. */
    public Path file() {
        return file;
    }

    /**
     * Links a function.
     *
     * @param name its symbol
     * @param result layout of its result, null for none
     * @param arguments layouts of its arguments
     * @throws RuntimeUnavailable if the library has no such function
     */
    public MethodHandle function(String name, @Nullable MemoryLayout result, MemoryLayout... arguments)
            throws RuntimeUnavailable {
        return link(name, descriptor(result, arguments));
    }

    /**
     * Links a function that returns at once and calls nothing back, so that the call needs no thread transition.
     *
     * @throws RuntimeUnavailable if the library has no such function
     */
    public MethodHandle leafFunction(String name, @Nullable MemoryLayout result, MemoryLayout... arguments)
            throws RuntimeUnavailable {
        return link(name, descriptor(result, arguments), Linker.Option.critical(false));
    }

    /** Returns the address of a symbol, if the library has it. */
    public Optional<MemorySegment> symbol(String name) {
        return symbols.find(name);
    }

    private MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options)
            throws RuntimeUnavailable {
        MemorySegment address = symbols.find(name).orElse(null);
        if (address == null) {
            throw new RuntimeUnavailable(
                    "The library " + file.getFileName() + " in " + file.getParent() + " has no function " + name + ".",
                    "Use the libraries of llama.cpp 0.5.x.",
                    null);
        }
        return Linker.nativeLinker().downcallHandle(address, descriptor, options);
    }

    private static FunctionDescriptor descriptor(@Nullable MemoryLayout result, MemoryLayout[] arguments) {
        return result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
    }

    /** The lookup says only that it failed; the class loader's way in repeats the system's reason. */
    private static String loaderWords(Path file) {
        try {
            System.load(file.toString());
            return "unknown reason";
        } catch (UnsatisfiedLinkError e) {
            String message = e.getMessage();
            return message == null ? "unknown reason" : message;
        }
    }
}
