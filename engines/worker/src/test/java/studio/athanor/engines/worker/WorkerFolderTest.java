package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;
import studio.athanor.engines.worker.testkit.FakeStudio;

class WorkerFolderTest {

    @TempDir
    private Path temporary;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isForItsOwnerOnly() throws Exception {
        Path open = Files.createDirectory(
                temporary.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        WorkerFolder folder = WorkerFolder.create(open);

        for (Path each : new Path[] {open, folder.path(), folder.socketFolder()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void findsAShortPathForTheSocket() throws Exception {
        Path deep = temporary.resolve("ä".repeat(60)).resolve("x".repeat(100));
        WorkerFolder folder = WorkerFolder.create(deep);

        assertThat(folder.path()).startsWith(deep);
        assertThat(folder.socket().toString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(WorkerFolder.MAX_SOCKET_PATH_BYTES);

        folder.delete();
        assertThat(folder.path()).doesNotExist();
        assertThat(folder.socketFolder()).doesNotExist();
    }

    @Test
    void runsAWorkerInADeepFolder() throws Exception {
        Path deep = temporary.resolve("ä b".repeat(30)).resolve("x".repeat(100));
        try (WorkerEngines engines = new WorkerEngines(FakeStudio.settings(deep));
                SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE)) {
            assertThat(engine.state()).isInstanceOf(EngineState.Ready.class);
        }
        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void followsNoLinkWhenItIsDeleted() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        WorkerFolder folder = WorkerFolder.create(temporary.resolve("run"));
        Files.createSymbolicLink(folder.path().resolve("link"), outside);

        folder.delete();

        assertThat(folder.path()).doesNotExist();
        assertThat(outside.resolve("kept")).exists();
    }
}
