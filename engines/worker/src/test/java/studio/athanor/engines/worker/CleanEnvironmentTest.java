package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.engines.worker.testkit.FakeStudio.ask;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.testkit.Collected;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;
import studio.athanor.engines.worker.testkit.FakeStudio;

class CleanEnvironmentTest {

    private static final Map<String, String> STUDIO = Map.of(
            "PATH", "/bin",
            "HOME", "/home/me",
            "LC_ALL", "de_DE.UTF-8",
            "CUDA_VISIBLE_DEVICES", "0,1",
            "LD_LIBRARY_PATH", "/evil",
            "LD_PRELOAD", "/evil.so",
            "JAVA_TOOL_OPTIONS", "-javaagent:evil.jar",
            "JDK_JAVA_OPTIONS", "-Devil",
            "HF_TOKEN", "secret",
            "GGML_BACKEND_PATH", "/evil.so");

    @Test
    void passesOnlyWhatIsOnTheList() throws Exception {
        assertThat(CleanEnvironment.of(STUDIO, Map.of()))
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("HOME", "/home/me"),
                        Map.entry("CUDA_VISIBLE_DEVICES", "0,1"),
                        Map.entry("LC_CTYPE", "de_DE.UTF-8"),
                        Map.entry("GGML_NO_BACKTRACE", "1"));
    }

    @Test
    void knowsTheNamesOfWindowsInAnyCase() throws Exception {
        Map<String, String> studio = Map.of(
                "Path", "C:\\bin", "SYSTEMROOT", "C:\\Windows", "cuda_visible_devices", "0,1", "Hf_Token", "secret");
        Map<String, String> plan = Map.of("CUDA_VISIBLE_DEVICES", "1");

        assertThat(CleanEnvironment.of(studio, plan, true))
                .containsOnly(
                        Map.entry("Path", "C:\\bin"),
                        Map.entry("SYSTEMROOT", "C:\\Windows"),
                        Map.entry("cuda_visible_devices", "1"),
                        Map.entry("LC_CTYPE", "C.UTF-8"),
                        Map.entry("GGML_NO_BACKTRACE", "1"));
        assertThat(CleanEnvironment.of(studio, plan, false)).doesNotContainKey("Path");
    }

    @Test
    void letsTheDevicePlanWin() throws Exception {
        assertThat(CleanEnvironment.of(STUDIO, Map.of("CUDA_VISIBLE_DEVICES", "", "LD_LIBRARY_PATH", "/opt/rocm")))
                .containsEntry("CUDA_VISIBLE_DEVICES", "")
                .containsEntry("LD_LIBRARY_PATH", "/opt/rocm");
    }

    @Test
    void refusesOtherVariables() {
        assertThatThrownBy(() -> CleanEnvironment.of(STUDIO, Map.of("LD_PRELOAD", "/evil.so")))
                .isInstanceOf(EngineException.InvalidRequest.class)
                .hasMessageContaining("LD_PRELOAD");
    }

    @Test
    void alwaysNamesACharacterSet() throws Exception {
        assertThat(CleanEnvironment.of(Map.of(), Map.of()))
                .containsOnly(Map.entry("LC_CTYPE", "C.UTF-8"), Map.entry("GGML_NO_BACKTRACE", "1"));
    }

    @Test
    void reachesTheWorker(@TempDir Path folder) throws Exception {
        try (WorkerEngines engines =
                        new WorkerEngines(FakeStudio.settings(folder).withEnvironment(STUDIO));
                SupervisedEngine engine = engines.open(
                        FakeEngineProvider.ID,
                        new OpenRequest("/fake/ok", LoadOptions.defaults(), DevicePlan.single("Fake1")),
                        LoadObserver.NONE)) {
            Collected answer = new Collected();
            RunningText _ = engine.generate(ask("environment"), answer);

            assertThat(answer.awaitEnd()).isInstanceOf(TextEvent.Done.class);
            assertThat(answer.text().lines())
                    .containsExactlyInAnyOrder(
                            "PATH=/bin",
                            "HOME=/home/me",
                            "LC_CTYPE=de_DE.UTF-8",
                            "CUDA_VISIBLE_DEVICES=0,1",
                            "GGML_VK_VISIBLE_DEVICES=1",
                            "GGML_NO_BACKTRACE=1");
        }
    }
}
