package studio.athanor.placement;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several graphics cards without one: Mesa's software Vulkan driver under several library names, each of which llama.cpp
 * takes for a device of its own ({@code Vulkan0}, {@code Vulkan1} and so on).
 */
final class SoftwareDevices {

    private SoftwareDevices() {}

    /**
     * Makes the drivers in a folder and returns the environment in which a process sees them, or nothing where Debian's
     * {@code mesa-vulkan-drivers} is not installed.
     */
    static Optional<Map<String, String>> environment(int count, Path folder) throws IOException {
        Optional<Path> library = first("/usr/lib", "*/libvulkan_lvp.so");
        Optional<Path> manifest = first("/usr/share/vulkan/icd.d", "lvp_icd*.json");
        if (library.isEmpty() || manifest.isEmpty()) {
            return Optional.empty();
        }
        String text = Files.readString(manifest.get());
        List<String> manifests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path driver = folder.resolve("libvulkan_lvp" + i + ".so");
            Path description = folder.resolve("lvp" + i + ".json");
            Files.copy(library.get(), driver);
            Files.writeString(
                    description,
                    text.replaceAll("\"library_path\": *\"[^\"]*\"", "\"library_path\": \"" + driver + "\""));
            manifests.add(description.toString());
        }
        String files = String.join(":", manifests);
        String indices = IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return Optional.of(
                Map.of("VK_ICD_FILENAMES", files, "VK_DRIVER_FILES", files, "GGML_VK_VISIBLE_DEVICES", indices));
    }

    /** Makes the drivers, or skips the test where Mesa's are not installed. */
    static Map<String, String> orSkip(int count, Path folder) throws IOException {
        Optional<Map<String, String>> environment = environment(count, folder);
        assumeThat(environment)
                .as("Mesa's software Vulkan driver (Debian: mesa-vulkan-drivers)")
                .isPresent();
        return environment.orElseThrow();
    }

    /** Returns the environment of a process that sees only the first devices. */
    static Map<String, String> first(int count, Map<String, String> environment) {
        Map<String, String> fewer = new HashMap<>(environment);
        fewer.put(
                "GGML_VK_VISIBLE_DEVICES",
                IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        return fewer;
    }

    private static Optional<Path> first(String root, String pattern) throws IOException {
        Path folder = Path.of(root);
        int slash = pattern.indexOf('/');
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder, slash < 0 ? pattern : pattern.substring(0, slash))) {
            for (Path path : found) {
                Path candidate = slash < 0 ? path : path.resolve(pattern.substring(slash + 1));
                if (Files.isRegularFile(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
