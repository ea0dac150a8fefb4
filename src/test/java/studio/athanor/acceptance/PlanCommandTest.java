package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.testkit.CommandRun;

final class PlanCommandTest {

    @TempDir
    private Path home;

    @TempDir
    private Path models;

    private String model = "";

    @BeforeEach
    void writeModel() throws Exception {
        Path file = models.resolve("eight-billion.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                32, 4096, 32, 8, 128, 14_336, 0, 0, 0, 0, 131_072, 1024, false, GgufType.Q4_K))
                .write(file);
        model = file.toString();
    }

    @Test
    void showsWhatAModelWouldTake() {
        CommandRun run = CommandRun.of(home, "plan", model, "--context", "4096", "--device", "cpu");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("33 layers with the output layer, context 4096 tokens", "33 (0-32)", "512 MiB");
    }

    @Test
    void plansAsJson() {
        CommandRun run =
                CommandRun.of(home, "plan", model, "--context", "8192", "--kv", "q8_0", "--device", "cpu", "--json");

        JsonObject plan = JsonParser.parseString(run.out()).getAsJsonObject();
        JsonObject host = plan.getAsJsonArray("devices").get(0).getAsJsonObject();
        assertThat(plan.get("layers").getAsInt()).isEqualTo(33);
        assertThat(host.get("device").getAsString()).isEqualTo("CPU");
        // 32 layers, keys and values of 8 heads of 128, 34 bytes for 32 elements
        assertThat(host.get("cache_bytes").getAsLong()).isEqualTo(32L * 2 * 8192 * 8 * 128 / 32 * 34);
    }

    @Test
    void plansATinyModelWhereALoadPutsIt() throws Exception {
        Path file = models.resolve("tiny.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(4, 512, 8, 8, 64, 1024, 0, 0, 0, 0, 2048, 300, false, GgufType.Q8_0))
                .write(file);

        CommandRun run = CommandRun.of(home, "plan", file.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("On the CPU, which is quickest for a model this small.");
    }

    @Test
    void saysThatTheProcessorLoadsAModelLargerThanItsMemory() throws Exception {
        Path file = models.resolve("a-tebibyte.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                400, 8192, 64, 8, 128, 57_344, 0, 0, 0, 0, 2048, 1024, false, GgufType.F16))
                .write(file);

        CommandRun run = CommandRun.of(home, "plan", file.toString(), "--device", "cpu", "--context", "512");

        assertThat(run.out()).contains("DOES NOT FIT");
        assertThat(run.status()).isZero();
    }

    @Test
    void refusesAPlanForADeviceThatIsNotThere() {
        CommandRun run = CommandRun.of(home, "plan", model, "--plan", "CUDA9=33");

        assertThat(run.status()).isNotZero();
        assertThat(run.err()).contains("CUDA9", "Plan anew");
    }

    @Test
    void saysHowToWriteReservesAndPlans() {
        assertThat(CommandRun.of(home, "plan", model, "--reserve", "much").err())
                .contains("0:1GiB");
        assertThat(CommandRun.of(home, "plan", model, "--plan", "Vulkan0").err())
                .contains("Vulkan0=20");
        assertThat(CommandRun.of(home, "plan", model, "--objective", "best").err())
                .contains("fastest, throughput, fewest");
    }

    @Test
    void showsTheHostWhereThereIsNoCard() {
        CommandRun run = CommandRun.of(home, "gpus", "--json");

        JsonObject board = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(run.status()).isZero();
        assertThat(board.getAsJsonObject("host").get("total_bytes").getAsLong()).isPositive();
        assertThat(board.getAsJsonArray("devices")).isNotNull();
    }

    @Test
    void saysWhatALoadTookIfAPlanWasGiven() {
        CommandRun run =
                CommandRun.of(home, "chat", "--device", "cpu", "--temperature", "0", "What is the capital of France?");

        assertThat(run.out().strip()).isEqualTo("The capital of France is Paris.");
        assertThat(run.err()).contains("CPU: all layers");
    }
}
