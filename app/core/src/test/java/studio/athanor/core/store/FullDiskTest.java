package studio.athanor.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.home.HomeProgram;
import studio.athanor.core.testkit.ChildJvm;

/** Runs on a file system of a few megabytes, in a mount namespace of its own; skipped where that is not allowed. */
@Timeout(300)
class FullDiskTest {

    @TempDir
    private Path folder;

    private String run(String mount, List<String> command) throws IOException, InterruptedException {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        String quoted = command.stream()
                .map(part -> "'" + part.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        List<String> whole = new ArrayList<>(
                List.of("unshare", "-Urm", "sh", "-c", mount.replace("DISK", disk.toString()) + " && exec " + quoted));
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assumeTrue(!output.contains("unshare:") && !output.contains("mount:"), output);
        assertThat(status).as(output).isZero();
        return output;
    }

    @Test
    void keepsChangesInMemoryUntilThereIsSpaceAgain() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")));
        String output = run(
                "mount -t tmpfs -o size=8m tmpfs DISK",
                ChildJvm.command(FullDiskProgram.class, folder.resolve("disk").toString()));
        assertThat(output).contains("rows: 400 of 400, ok").contains("home: DISK-1");
    }

    @Test
    void saysThatAReadOnlyHomeCannotBeUsed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")));
        String output = run(
                "mount -t tmpfs -o size=1m tmpfs DISK && mkdir -p DISK/db DISK/models DISK/logs DISK/run"
                        + " && chmod 700 DISK/run && mount -o remount,ro DISK",
                ChildJvm.command(HomeProgram.class, folder.resolve("disk").toString()));
        assertThat(output).containsPattern("HOME-[23]").containsIgnoringCase("read-only");
    }
}
