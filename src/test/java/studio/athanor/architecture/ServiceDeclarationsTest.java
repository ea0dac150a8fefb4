package studio.athanor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On the class path {@code provides} is not seen, so services are declared twice: both must say the same. */
final class ServiceDeclarationsTest {

    private static final Path ROOT = Path.of(System.getProperty("athanor.project.root"));

    @Test
    void moduleInfoAndMetaInfDeclareTheSameServices() throws IOException {
        List<Path> outputs;
        try (Stream<Path> folders = Files.walk(ROOT, 5)) {
            outputs = folders.filter(path -> path.endsWith(Path.of("target", "classes", "module-info.class")))
                    .map(Path::getParent)
                    .toList();
        }
        assertThat(outputs).hasSizeGreaterThan(8);
        for (Path output : outputs) {
            assertThat(declaredInMetaInf(output))
                    .as("META-INF/services of %s", ROOT.relativize(output))
                    .isEqualTo(declaredInModuleInfo(output));
        }
    }

    private static Map<String, List<String>> declaredInModuleInfo(Path output) throws IOException {
        try (InputStream stream = Files.newInputStream(output.resolve("module-info.class"))) {
            return new TreeMap<>(ModuleDescriptor.read(stream).provides().stream()
                    .collect(Collectors.toMap(
                            ModuleDescriptor.Provides::service,
                            provides -> provides.providers().stream().sorted().toList())));
        }
    }

    private static Map<String, List<String>> declaredInMetaInf(Path output) throws IOException {
        Map<String, List<String>> declared = new TreeMap<>();
        Path services = output.resolve("META-INF/services");
        if (Files.isDirectory(services)) {
            try (Stream<Path> files = Files.list(services)) {
                for (Path file : files.toList()) {
                    declared.put(
                            file.getFileName().toString(),
                            Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                                    .map(String::strip)
                                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                                    .sorted()
                                    .toList());
                }
            }
        }
        return declared;
    }
}
