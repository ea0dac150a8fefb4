package studio.athanor.gpumonitor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.gpumonitor.linux.ProcessTable;
import studio.athanor.gpumonitor.testkit.KernelTree;

class KnownProcessesTest {

    @TempDir
    private Path folder;

    @Test
    void namesProcesses() {
        assertThat(nameOfThisProcess(new KernelTree(folder).withAllProcesses())).contains("java");
        assertThat(nameOfThisProcess(new KernelTree(folder.resolve("no-namespaces"))))
                .contains("java");
    }

    @Test
    void namesNoProcessInAContainerWhereItsNumberIsThatOfAnother() throws Exception {
        KernelTree tree = new KernelTree(folder).withAllProcesses();
        Files.delete(tree.proc().resolve("self/ns/pid"));
        Files.createSymbolicLink(tree.proc().resolve("self/ns/pid"), Path.of("pid:[4026532201]"));

        assertThat(nameOfThisProcess(tree)).isEmpty();
    }

    private static Optional<String> nameOfThisProcess(KernelTree tree) {
        return new KnownProcesses(new ProcessTable(tree.folders()), () -> 0)
                .describe(ProcessHandle.current().pid(), OptionalLong.empty())
                .name();
    }
}
