package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Graphics cards that can be unplugged: software devices under a Vulkan layer that is compiled here. It calls them {@code Test
 * Card A}, {@code Test Card B} and so on, and takes one away while programs use it.
 */
final class TestCards {

    private static final String LAYER = "VK_LAYER_ATHANOR_lost_cards";

    private final Map<String, String> devices;
    private final Path layers;
    private final Path lost;

    private TestCards(Map<String, String> devices, Path layers, Path lost) {
        this.devices = devices;
        this.layers = layers;
        this.lost = lost;
    }

    /** Makes cards in a folder; skips the test where there is no software driver or no C compiler. */
    static TestCards orSkip(int count, Path folder) throws Exception {
        Map<String, String> devices = new HashMap<>(SoftwareDevices.orSkip(count, folder));
        // the layer calls its devices discrete, and those are seen unasked
        devices.remove("GGML_VK_VISIBLE_DEVICES");
        Optional<Path> compiler = compiler();
        assumeThat(compiler).as("a C compiler (cc, gcc or clang) on the PATH").isPresent();
        Path layers = Files.createDirectory(folder.resolve("layers"));
        Path lost = folder.resolve("lost-card");
        compile(compiler.orElseThrow(), layers, lost);
        return new TestCards(devices, layers, lost);
    }

    private static Optional<Path> compiler() {
        List<String> folders = List.of(
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(System.getProperty("path.separator")));
        return Stream.of("cc", "gcc", "clang")
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void compile(Path compiler, Path layers, Path lost) throws Exception {
        Path source = layers.resolve("lost_cards_layer.c");
        try (InputStream code = TestCards.class.getResourceAsStream("lost_cards_layer.c")) {
            Files.write(source, Objects.requireNonNull(code).readAllBytes());
        }
        Path library = layers.resolve("liblost_cards_layer.so");
        Process process = new ProcessBuilder(
                        compiler.toString(),
                        "-shared",
                        "-fPIC",
                        "-O1",
                        "-DLOST_FILE=\"" + lost + "\"",
                        "-o",
                        library.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("the layer compiles: " + words).isZero();
        Files.writeString(layers.resolve("lost_cards.json"), """
                {
                  "file_format_version": "1.1.2",
                  "layer": {
                    "name": "%s",
                    "type": "GLOBAL",
                    "library_path": "%s",
                    "api_version": "1.3.0",
                    "implementation_version": "1",
                    "description": "Takes a card away"
                  }
                }
                """.formatted(LAYER, library));
    }

    /** Returns what opens models in workers that see the cards. */
    TestOpener opener(Path privateFolder) throws IOException {
        return new TestOpener(
                privateFolder,
                devices,
                // Mesa's layer would put the devices in an order of its own
                Map.of("VK_LAYER_PATH", layers.toString(), "VK_INSTANCE_LAYERS", LAYER, "NODEVICE_SELECT", "1"));
    }

    /** Takes a card away, by its number. */
    void unplug(int card) throws IOException {
        Path written = Files.writeString(lost.resolveSibling("lost-card.tmp"), String.valueOf(card));
        Files.move(written, lost);
    }

    /** Puts the card back that was taken away. */
    void plugIn() throws IOException {
        Files.deleteIfExists(lost);
    }
}
