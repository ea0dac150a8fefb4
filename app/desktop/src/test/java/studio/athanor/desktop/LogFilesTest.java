package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    private final Logger root = Logger.getLogger("");

    @AfterEach
    void closeFiles() {
        Arrays.stream(root.getHandlers()).filter(FileHandler.class::isInstance).forEach(handler -> {
            root.removeHandler(handler);
            handler.close();
        });
    }

    @Test
    void keepsWhatIsLoggedInTheFolder(@TempDir Path folder) throws Exception {
        LogFiles.keepIn(folder);
        Logger.getLogger("studio.athanor").warning("worth keeping");
        assertThat(Files.readString(folder.resolve("athanor-0.log"))).contains("worth keeping");
    }

    @Test
    void opensWithoutALogWhereNoneCanBeWritten(@TempDir Path folder) {
        LogFiles.keepIn(folder.resolve("missing"));
        assertThat(Arrays.stream(root.getHandlers()).filter(FileHandler.class::isInstance))
                .isEmpty();
    }
}
