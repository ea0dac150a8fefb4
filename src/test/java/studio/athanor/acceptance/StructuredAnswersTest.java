package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.testkit.TestStudio;

/** Answers under a JSON Schema, checked by a validator that knows nothing of our grammars. */
final class StructuredAnswersTest {

    private static final Path SCHEMAS =
            Path.of(System.getProperty("athanor.project.root"), "src/test/resources/schemas");

    @TempDir
    private Path home;

    @Test
    void areValidUnderEverySchema() throws Exception {
        assertThat(invalidAnswers(5)).isEmpty();
    }

    @Test
    @Tag("slow")
    void areValidFiveHundredTimes() throws Exception {
        List<String> invalid = invalidAnswers(50);
        System.out.println("500 answers under 10 schemas: " + (500 - invalid.size()) + " valid");
        assertThat(invalid).isEmpty();
    }

    /** Returns what is wrong with the answers, a line each. */
    private List<String> invalidAnswers(int perSchema) throws Exception {
        List<Path> files;
        try (Stream<Path> list = Files.list(SCHEMAS)) {
            files = list.sorted().toList();
        }
        assertThat(files).hasSize(10);
        try (Studio studio = TestStudio.open(home)) {
            ModelRef starter = studio.library().starter().orElseThrow().ref();
            ModelSession session = studio.sessions()
                    .ensureLoaded(
                            starter,
                            ModelLoadSettings.defaults()
                                    .withOptions(LoadOptions.defaults()
                                            .withContextTokens(2048)
                                            .withParallelSequences(4)))
                    .result()
                    .get();
            TextEngine engine = session.text();
            return files.stream()
                    .flatMap(file -> invalidAnswers(engine, file, perSchema).stream())
                    .toList();
        }
    }

    private static List<String> invalidAnswers(TextEngine engine, Path file, int count) {
        String text = read(file);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        List<CompletableFuture<String>> answers = Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(seed -> answer(engine, text, seed))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .flatMap(answer -> schema
                        .validate(
                                answer,
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                        .stream()
                        .map(error -> file.getFileName() + ": " + error + " in " + answer))
                .toList();
    }

    private static CompletableFuture<String> answer(TextEngine engine, String schema, int seed) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        TextRequest request = TextRequest.of(
                        Prompt.Conversation.of(List.of(Message.of(Message.Role.USER, "Give me an example as JSON"))))
                .withConstraint(new OutputConstraint.JsonSchema(schema))
                .withSampling(Sampling.builder().temperature(1).seed(seed).build())
                .withMaxTokens(1800);
        var _ = engine.generate(request, event -> {
            switch (event) {
                case TextEvent.TextDelta(String piece) -> text.append(piece);
                // whether the model ended it or the limit did: the engine steers to the end of the grammar in time
                case TextEvent.Done _ -> answer.complete(text.toString());
                case TextEvent.Terminal end -> answer.completeExceptionally(new AssertionError(end.toString()));
                default -> {}
            }
        });
        return answer;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
