package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the laid-out program starts its Java with: the script is the real one, the Java only tells its arguments. */
@DisabledOnOs(OS.WINDOWS)
final class LaunchScriptTest {

    private static final Path LAUNCH = Path.of(System.getProperty("athanor.project.root"), "installer", "launch");

    @TempDir
    private Path image;

    @BeforeEach
    void layOut() throws IOException {
        Path launch = Files.createDirectories(image.resolve("launch"));
        try (Stream<Path> all = Files.list(LAUNCH)) {
            for (Path file : all.toList()) {
                Files.copy(file, launch.resolve(file.getFileName()));
            }
        }
        Files.createFile(launch.resolve("cli.jsa"));
        Files.createFile(Files.createDirectories(image.resolve("lib")).resolve("a.jar"));
        Path java = Files.createDirectories(image.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private List<String> arguments(String... command) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("bash", image.resolve("launch/run.sh").toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", image.resolve("jdk").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().toList();
    }

    private String archive() {
        return "-XX:SharedArchiveFile=" + image.resolve("launch/cli.jsa");
    }

    @Test
    void startsCommandsToBeQuickAndSmall() throws Exception {
        assertThat(arguments("--version"))
                .contains("-XX:TieredStopAtLevel=1", "-Xmx512m", archive(), "studio.athanor.cli.Main", "--version");
        assertThat(arguments()).contains("studio.athanor.desktop.DesktopMain").doesNotContain(archive());
    }

    @Test
    void letsDatasetsCompileAndGrow() throws Exception {
        assertThat(arguments("data", "run", "my recipe.yaml"))
                .contains("-XX:MaxRAMPercentage=25", archive(), "studio.athanor.cli.Main")
                .endsWith("data", "run", "my recipe.yaml")
                .noneMatch(argument -> argument.startsWith("-XX:TieredStopAtLevel") || argument.startsWith("-Xmx"));
    }

    @Test
    void namesOptionsThatThisJavaKnows() throws Exception {
        try (Stream<Path> all = Files.list(LAUNCH)) {
            for (Path options :
                    all.filter(file -> file.toString().endsWith(".options")).toList()) {
                List<String> line = new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()));
                Files.readAllLines(options).stream()
                        .filter(option -> !option.isBlank() && !option.startsWith("#"))
                        .forEach(line::add);
                line.add("-version");
                Process process =
                        new ProcessBuilder(line).redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(process.waitFor()).as(options + ": " + said).isZero();
                assertThat(said).as(options.toString()).doesNotContain("warning", "WARNING");
            }
        }
    }
}
