package studio.athanor.desktop.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.command.CommandContext;
import studio.athanor.core.command.StudioCommand;
import studio.athanor.core.home.Installation;

class ScreenshotsCommandTest {

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void isFoundByTheCommandLine() {
        assertThat(ServiceLoader.load(StudioCommand.class))
                .extracting(StudioCommand::name)
                .contains("screenshots");
    }

    @Test
    void saysHowItIsUsedWhenTheFolderIsMissing(@TempDir Path home) {
        assertThat(run(home, List.of())).isEqualTo(2);
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("athanor screenshots FOLDER");
    }

    @Test
    void saysThatAFolderCannotBeMade(@TempDir Path home) throws Exception {
        Path file = Files.writeString(home.resolve("file"), "not a folder");
        assertThat(run(home, List.of(file.resolve("pictures").toString()))).isEqualTo(1);
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("cannot be made");
    }

    private int run(Path home, List<String> arguments) {
        PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        return new ScreenshotsCommand().run(arguments, new CommandContext(Installation.at(home), home, out, out));
    }
}
