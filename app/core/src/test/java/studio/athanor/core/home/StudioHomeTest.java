package studio.athanor.core.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.StudioException;

class StudioHomeTest {

    @TempDir
    private Path folder;

    private static Properties system(String os) {
        Properties system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", "/home/ada");
        return system;
    }

    @Test
    void liesInThePlatformsFolderUnlessItIsMoved() {
        assertThat(StudioHome.locate(Map.of(), system("Linux"))).hasToString("/home/ada/.local/share/athanor");
        assertThat(StudioHome.locate(Map.of("XDG_DATA_HOME", "/data"), system("Linux")))
                .hasToString("/data/athanor");
        assertThat(StudioHome.locate(Map.of("XDG_DATA_HOME", "relative"), system("Linux")))
                .hasToString("/home/ada/.local/share/athanor");
        assertThat(StudioHome.locate(Map.of(), system("Mac OS X")))
                .hasToString("/home/ada/Library/Application Support/Athanor");
        assertThat(StudioHome.locate(Map.of("LOCALAPPDATA", "/local"), system("Windows 11")))
                .hasToString("/local/Athanor");
        assertThat(StudioHome.locate(Map.of("ATHANOR_HOME", "/else/where"), system("Linux")))
                .hasToString("/else/where");
    }

    @Test
    void makesItsFoldersAndKeepsRunPrivate() throws Exception {
        StudioHome home = StudioHome.open(folder.resolve("a/b"));
        assertThat(home.database()).isDirectory();
        assertThat(home.models()).isDirectory();
        assertThat(home.logs()).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.run())))
                .isEqualTo("rwx------");
        assertThat(StudioHome.open(home.root()).root()).isEqualTo(home.root());
        try (var files = Files.list(home.root())) {
            assertThat(files).allMatch(Files::isDirectory);
        }
    }

    @Test
    void refusesAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> StudioHome.open(file))
                .isInstanceOf(StudioException.HomeUnusable.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> StudioHome.open(file.resolve("below")))
                .isInstanceOf(StudioException.HomeUnusable.class);
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("models"), "x");
        assertThatThrownBy(() -> StudioHome.open(home))
                .isInstanceOf(StudioException.HomeUnusable.class)
                .hasMessageContaining("models");
    }

    @Test
    void followsALinkToAnotherDisk() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("big-disk"));
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createSymbolicLink(home.resolve("models"), elsewhere);
        assertThat(StudioHome.open(home).models()).isDirectory();
    }

    @Test
    void findsTheInstallationByItsProperty() throws Exception {
        Properties system = new Properties();
        assertThatThrownBy(() -> Installation.locate(system)).isInstanceOf(StudioException.FileFailed.class);
        system.setProperty("athanor.installation", folder.toString());
        assertThatThrownBy(() -> Installation.locate(system))
                .isInstanceOf(StudioException.FileFailed.class)
                .hasMessageContaining("assets");
        Files.createDirectories(folder.resolve("assets"));
        Installation installation = Installation.locate(system);
        assertThat(installation.ggmlRuntime()).isEmpty();
        Path built = Files.createDirectories(folder.resolve("engines/ggml/target/runtime"));
        assertThat(installation.ggmlRuntime()).contains(built);
        Path staged = Files.createDirectories(folder.resolve("engines/ggml/runtime"));
        assertThat(installation.ggmlRuntime()).contains(staged);
    }
}
