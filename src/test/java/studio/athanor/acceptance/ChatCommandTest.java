package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.testkit.CommandRun;

final class ChatCommandTest {

    @TempDir
    private Path home;

    @Test
    void knowsTheCapitalOfFrance() {
        CommandRun run = CommandRun.of(home, "chat", "--temperature", "0", "What is the capital of France?");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("The capital of France is Paris.\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void answersWhatComesFromAPipe() {
        CommandRun run = CommandRun.withInput(home, "What is the capital of France?\n", "chat", "--temperature", "0");

        assertThat(run.out()).isEqualTo("The capital of France is Paris.\n");
    }

    @Test
    void printsOneJsonObject() {
        CommandRun run = CommandRun.of(home, "chat", "--json", "--temperature", "0", "What is the capital of France?");

        JsonObject answer = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(answer.get("text").getAsString()).isEqualTo("The capital of France is Paris.");
        assertThat(answer.get("stop_reason").getAsString()).isEqualTo("end_of_turn");
        assertThat(answer.getAsJsonObject("usage").get("generated_tokens").getAsInt())
                .isPositive();
        assertThat(answer.getAsJsonObject("model").get("engine").getAsString()).contains("0.5.0");
    }

    @Test
    void repeatsAnAnswerOfTheSameSeed() {
        String[] question = {"chat", "--seed", "7", "--temperature", "1.5", "Tell me a story"};

        assertThat(CommandRun.of(home, question).out())
                .isEqualTo(CommandRun.of(home, question).out());
    }

    @Test
    void keepsToAJsonSchema() {
        CommandRun run = CommandRun.of(
                home,
                "chat",
                "--seed",
                "1",
                "--json-schema",
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":20},"
                        + "\"age\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":120}},\"required\":[\"name\",\"age\"]}",
                "Make up a person");

        JsonObject person = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(person.keySet()).containsExactlyInAnyOrder("name", "age");
        assertThat(person.get("age").getAsInt()).isBetween(0, 120);
    }

    @Test
    void saysThatThereIsNoSuchModel() {
        CommandRun run = CommandRun.of(home, "chat", "--model", "missing.gguf", "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("missing.gguf").contains("Known are");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void refusesAFolderAsAModel() {
        CommandRun run = CommandRun.of(home, "chat", "--model", home.toString(), "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("folder");
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        Path file = home.resolve("page.gguf");
        Files.writeString(file, "<!DOCTYPE html><html><body>Not found</body></html>");

        CommandRun run = CommandRun.of(home, "chat", "--model", file.toString(), "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("page.gguf").contains("web page");
    }

    @Test
    void refusesANewerVersionOfTheFormat() throws IOException {
        Path file = home.resolve("newer.gguf");
        byte[] header = new byte[64];
        System.arraycopy("GGUF".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, header, 0, 4);
        header[4] = 9;
        Files.write(file, header);

        CommandRun run = CommandRun.of(home, "chat", "--model", file.toString(), "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("newer.gguf: version: 9").contains("Update Athanor");
    }

    @Test
    void namesTheFieldThatIsOutOfRange() {
        CommandRun run = CommandRun.of(home, "chat", "--temperature", "-1", "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("temperature");
    }

    @Test
    void refusesASchemaThatNoGrammarCanHold() {
        CommandRun run =
                CommandRun.of(home, "chat", "--json-schema", "{\"$ref\":\"https://example.com/schema\"}", "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("$ref");
    }

    @Test
    void refusesAHomeThatIsAFile() throws IOException {
        Path file = home.resolve("file");
        Files.writeString(file, "");

        CommandRun run = CommandRun.of(file, "chat", "Hello");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains(file.toString());
    }
}
