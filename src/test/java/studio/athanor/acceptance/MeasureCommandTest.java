package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.testkit.CommandRun;
import studio.athanor.testkit.TestStudio;

final class MeasureCommandTest {

    @TempDir
    private Path home;

    @TempDir
    private Path models;

    @Test
    void measuresTheProcessorAndPlansByIt() throws Exception {
        Path model = models.resolve("small.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                8, 1024, 16, 4, 64, 4096, 0, 0, 0, 0, 4096, 1024, false, GgufType.Q8_0))
                .write(model);
        JsonObject before = host(model);
        assertThat(before.get("bandwidth_source").getAsString()).isEqualTo("guessed");

        CommandRun run = CommandRun.of(home, "gpus", "--measure", "cpu", "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonObject all = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(all.getAsJsonArray("failures")).isEmpty();
        JsonObject measured = all.getAsJsonArray("measurements").get(0).getAsJsonObject();
        assertThat(measured.get("device").getAsString()).isEqualTo("CPU");
        assertThat(measured.get("key").getAsString()).isEqualTo("cpu");
        assertThat(measured.get("build").getAsString()).startsWith("llama.cpp");
        double bytesPerSecond = measured.get("bytes_per_second").getAsDouble();
        assertThat(bytesPerSecond).isBetween(0.2e9, 2e12);

        JsonObject after = host(model);
        assertThat(after.get("bandwidth_source").getAsString()).isEqualTo("measured");
        assertThat(after.get("bandwidth_bytes_per_second").getAsDouble()).isEqualTo(bytesPerSecond);
        assertThat(CommandRun.of(home, "gpus").out()).containsPattern("CPU .*reads [0-9.]+ GB/s, measured 20");
        assertThat(TestStudio.workers()).isEmpty();
    }

    @Test
    void refusesADeviceThatIsNotThere() {
        CommandRun run = CommandRun.of(home, "gpus", "--measure", "CUDA77");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("There is no device CUDA77; there are CPU");
        assertThat(CommandRun.of(home, "gpus", "--measure", "--watch").status()).isEqualTo(2);
    }

    private JsonObject host(Path model) {
        CommandRun run = CommandRun.of(home, "plan", model.toString(), "--device", "cpu", "--json");
        assertThat(run.err()).isEmpty();
        return JsonParser.parseString(run.out())
                .getAsJsonObject()
                .getAsJsonArray("devices")
                .get(0)
                .getAsJsonObject();
    }
}
