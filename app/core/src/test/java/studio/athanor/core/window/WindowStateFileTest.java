package studio.athanor.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowStateFileTest {

    @TempDir
    private Path folder;

    @Test
    void bringsTheWindowBack() {
        WindowState state = new WindowState(
                Optional.of(new WindowState.Bounds(-10, 20, 1280, 800)),
                true,
                "chat",
                Map.of("list", 0.25),
                Map.of("inspector", true),
                Map.of("conversation", "abc"));
        Path file = folder.resolve("window.json");
        try (WindowStateFile window = new WindowStateFile(file)) {
            assertThat(window.load()).isEqualTo(WindowState.initial());
            window.save(state);
        }
        try (WindowStateFile window = new WindowStateFile(file)) {
            assertThat(window.load()).isEqualTo(state);
        }
    }

    @Test
    void opensWithWhateverIsUsable() throws Exception {
        Path file = Files.writeString(
                folder.resolve("window.json"),
                "{\"bounds\": {\"x\": 1e300, \"width\": 900, \"height\": 700, \"y\": 5}, \"pane\": 7, \"dividers\": {\"a\": 4}}");
        try (WindowStateFile window = new WindowStateFile(file)) {
            WindowState state = window.load();
            assertThat(state.bounds()).contains(new WindowState.Bounds(0, 5, 900, 700));
            assertThat(state.pane()).isEmpty();
            assertThat(state.dividers()).containsEntry("a", 0.5);
        }
    }
}
