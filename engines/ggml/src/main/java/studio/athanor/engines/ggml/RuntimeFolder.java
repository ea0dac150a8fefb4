package studio.athanor.engines.ggml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/**
 * The shared libraries of one llama.cpp build, found by name and not yet loaded. Two layouts are understood: the files of
 * the npm packages, whose names carry a suffix ({@code libllama.vulkan.v0.5.0.so}), and the folder of an official release
 * ({@code libllama.so}).
 *
 * @param folder where the libraries are
 * @param base the tensor library, {@code ggml-base}
 * @param registry the backend registry, {@code ggml}
 * @param llama the model library, {@code llama}
 * @param cpuBackends CPU backends, one per processor generation; the best that runs here is chosen at load
 * @param acceleratorBackends the other backends, for example {@code ggml-vulkan}
 */
public record RuntimeFolder(
        Path folder, Path base, Path registry, Path llama, List<Path> cpuBackends, List<Path> acceleratorBackends) {

    private static final Pattern LIBRARY =
            Pattern.compile("(?:lib)?(ggml-base|ggml-[a-z0-9_]+(?:-[a-z0-9_]+)*|ggml|llama)((?:\\.[A-Za-z0-9_-]+)*?)"
                    + "\\.(?:so(?:\\.[0-9.]+)?|dylib|dll)");
    private static final Pattern VERSION = Pattern.compile("\\bv?([0-9]+\\.[0-9]+\\.[0-9]+)");
    private static final String REMEDY =
            "Install the package again, or set the runtime folder of ggml to an unpacked llama.cpp 0.5.x release.";

    public RuntimeFolder {
        cpuBackends = List.copyOf(cpuBackends);
        acceleratorBackends = List.copyOf(acceleratorBackends);
    }

    /**
     * Finds the libraries in a folder. Reads names only.
     *
     * @throws RuntimeUnavailable if the folder cannot be read or a library is missing
     */
    public static RuntimeFolder find(Path folder) throws RuntimeUnavailable {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> !Files.isDirectory(file))
                    .sorted(Comparator.comparingInt(
                                    (Path file) -> file.toString().length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new RuntimeUnavailable(
                    "The folder of llama.cpp's libraries cannot be read: " + folder + ".", REMEDY, e.toString());
        }
        Found found = new Found();
        files.forEach(found::add);
        return new RuntimeFolder(
                folder.toAbsolutePath(),
                found.required(found.base, folder, "ggml-base"),
                found.required(found.registry, folder, "ggml"),
                found.required(found.llama, folder, "llama"),
                found.requiredCpu(folder),
                found.accelerators);
    }

    /** Returns the version in a library's file name, for example {@code 0.5.0}; official releases have none there. */
    public Optional<String> versionInName() {
        Matcher matcher = VERSION.matcher(String.valueOf(llama.getFileName()));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What a listing held. Of several names for one library (links with versions) the shortest comes first and counts. */
    private static final class Found {
        private final List<Path> base = new ArrayList<>();
        private final List<Path> registry = new ArrayList<>();
        private final List<Path> llama = new ArrayList<>();
        private final List<Path> cpu = new ArrayList<>();
        private final List<Path> accelerators = new ArrayList<>();
        private final List<String> backendNames = new ArrayList<>();

        void add(Path file) {
            Matcher matcher = LIBRARY.matcher(String.valueOf(file.getFileName()));
            if (!matcher.matches()) {
                return;
            }
            String name = matcher.group(1);
            switch (name) {
                case "ggml-base" -> base.add(file);
                case "ggml" -> registry.add(file);
                case "llama" -> llama.add(file);
                default -> addBackend(name, file);
            }
        }

        private void addBackend(String name, Path file) {
            if (backendNames.contains(name)) {
                return;
            }
            backendNames.add(name);
            (name.equals("ggml-cpu") || name.startsWith("ggml-cpu-") ? cpu : accelerators).add(file);
        }

        Path required(List<Path> candidates, Path folder, String name) throws RuntimeUnavailable {
            if (candidates.isEmpty()) {
                throw new RuntimeUnavailable(
                        "The library " + System.mapLibraryName(name) + " is missing in " + folder + ".", REMEDY, null);
            }
            return candidates.getFirst().toAbsolutePath();
        }

        List<Path> requiredCpu(Path folder) throws RuntimeUnavailable {
            required(cpu, folder, "ggml-cpu");
            return cpu;
        }
    }
}
