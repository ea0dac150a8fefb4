package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.testkit.CommandRun;

final class CommandLineTest {

    private static final Path STARTER =
            Path.of(System.getProperty("athanor.project.root"), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    @TempDir
    private Path home;

    @Test
    void listsItsCommands() {
        CommandRun run = CommandRun.of(home, "help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("chat", "bench", "model", "chat-template", "data", "doctor", "screenshots");
    }

    @Test
    void saysWhatIsWrongWithTheUsage() {
        CommandRun run = CommandRun.of(home, "chat", "--sed", "1");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--sed").contains("--seed");
    }

    @Test
    void benchesInTheColumnsOfLlamaBench() {
        CommandRun run = CommandRun.of(home, "bench", "-p", "32", "-n", "8", "-r", "2");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("| model ", " size |", " params |", "| backend ", " threads |", " test |", " t/s |")
                .contains("pp32")
                .contains("tg8");
    }

    @Test
    void benchesAsJson() {
        CommandRun run = CommandRun.of(home, "bench", "--json", "-p", "16", "-n", "0", "-r", "1");

        JsonArray rows = JsonParser.parseString(run.out()).getAsJsonArray();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getAsJsonObject().get("avg_ts").getAsDouble()).isPositive();
    }

    @Test
    void findsTheEngineAndTheProcessor() {
        CommandRun run = CommandRun.of(home, "doctor", "--json");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(JsonParser.parseString(run.out()).getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(finding -> finding.get("topic").getAsString()))
                .contains("java", "processor", "engine llama", "device CPU", "model");
    }

    @Test
    void inspectsTheStarterModel() {
        CommandRun run = CommandRun.of(home, "model", "inspect", STARTER.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("llama").contains("1,536").contains("Q8_0");
    }

    @Test
    void inspectsNothingThatIsNoModel() throws IOException {
        Path file = home.resolve("empty.gguf");
        Files.write(file, new byte[0]);

        CommandRun run = CommandRun.of(home, "model", "inspect", file.toString());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("empty.gguf");
    }

    @Test
    void rendersATemplateWithoutANewlineOfItsOwn() throws IOException {
        Path template = home.resolve("template.jinja");
        Path messages = home.resolve("messages.json");
        Files.writeString(template, "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}");
        Files.writeString(messages, "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi ü\"}]}");

        CommandRun run = CommandRun.of(home, "chat-template", "render", template.toString(), messages.toString());

        assertThat(run.out()).isEqualTo("<user>Hi ü");
        assertThat(run.status()).isZero();
    }

    @Test
    void namesTheLineOfATemplateThatFails() throws IOException {
        Path template = home.resolve("template.jinja");
        Path messages = home.resolve("messages.json");
        Files.writeString(template, "one\n{{ raise_exception('no system role') }}");
        Files.writeString(messages, "{\"messages\":[]}");

        CommandRun run = CommandRun.of(home, "chat-template", "render", template.toString(), messages.toString());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains("template.jinja")
                .contains("no system role")
                .contains("2");
    }
}
