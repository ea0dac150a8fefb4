package studio.athanor.cli.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.SamplingBuilder;
import studio.athanor.engines.spi.text.TextRequest;

/** How the answer is made. */
final class AnswerArguments {

    @Option(names = "--system", paramLabel = "TEXT", description = "The system prompt.")
    @Nullable
    String system;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random numbers. Default: drawn anew.")
    @Nullable
    Long seed;

    @Option(names = "--temperature", paramLabel = "T", description = "0 takes the likeliest token. Default: 0.8")
    @Nullable
    Float temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Keeps the K likeliest; 0 is off. Default: 40")
    @Nullable
    Integer topK;

    @Option(names = "--top-p", paramLabel = "P", description = "Keeps the likeliest that sum to P. Default: 0.95")
    @Nullable
    Float topP;

    @Option(names = "--min-p", paramLabel = "P", description = "Keeps what has P of the likeliest's. Default: 0.05")
    @Nullable
    Float minP;

    @Option(names = "--repeat-penalty", paramLabel = "X", description = "Divides repeated logits; 1 is off. Default: 1")
    @Nullable
    Float repeatPenalty;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens of the answer. Default: no limit")
    @Nullable
    Integer maxTokens;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the answer before TEXT. May be given again.")
    List<String> stop = new ArrayList<>();

    @Option(
            names = "--json-schema",
            paramLabel = "FILE|JSON",
            description = "The answer is JSON that this schema accepts.")
    @Nullable
    String jsonSchema;

    @Option(
            names = "--grammar",
            paramLabel = "FILE",
            description = "The answer is text that this GBNF grammar accepts.")
    @Nullable
    Path grammar;

    @Option(
            names = "--no-thinking",
            description = "Asks the template not to let the model reason first (enable_thinking=false).")
    boolean noThinking;

    @Option(names = "--hide-reasoning", description = "Does not print the model's reasoning.")
    boolean hideReasoning;

    @Option(
            names = "--context-shift",
            description = "Drops the oldest half when the context is full. Default: the answer ends there.")
    boolean contextShift;

    /** Says what is wrong with the arguments together, before a model is loaded. */
    void check() throws CommandFailure {
        if (jsonSchema != null && grammar != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--json-schema and --grammar exclude each other.", "Give one of them.");
        }
        if (maxTokens != null && maxTokens < 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--max-tokens " + maxTokens + " is not possible.", "Give 1 or more.");
        }
        var _ = constraint();
    }

    TextRequest request(List<Message> conversation) throws CommandFailure {
        List<Message> messages = new ArrayList<>();
        if (system != null && !system.isBlank()) {
            messages.add(Message.of(Message.Role.SYSTEM, system));
        }
        messages.addAll(conversation);
        Map<String, String> variables = noThinking ? Map.of("enable_thinking", "false") : Map.of();
        return new TextRequest(
                new Prompt.Conversation(messages, List.of(), Optional.empty(), variables, false),
                sampling(),
                maxTokens == null ? TextRequest.UNTIL_CONTEXT_FULL : maxTokens,
                stop,
                constraint(),
                contextShift ? TextRequest.Overflow.SHIFT : TextRequest.Overflow.STOP,
                false);
    }

    private Sampling sampling() {
        SamplingBuilder builder = Sampling.builder();
        if (seed != null) {
            builder.seed(seed);
        }
        if (temperature != null) {
            builder.temperature(temperature);
        }
        if (topK != null) {
            builder.topK(topK);
        }
        if (topP != null) {
            builder.topP(topP);
        }
        if (minP != null) {
            builder.minP(minP);
        }
        if (repeatPenalty != null) {
            builder.repeatPenalty(repeatPenalty);
        }
        return builder.build();
    }

    private OutputConstraint constraint() throws CommandFailure {
        if (grammar != null) {
            return new OutputConstraint.Gbnf(read(grammar, "--grammar"));
        }
        if (jsonSchema == null) {
            return new OutputConstraint.None();
        }
        String text = jsonSchema.strip();
        boolean inline = text.startsWith("{") || text.equals("true");
        return new OutputConstraint.JsonSchema(inline ? text : read(Path.of(text), "--json-schema"));
    }

    private static String read(Path file, String option) throws CommandFailure {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    option + ": the file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    "Check its name and its permissions.");
        }
    }
}
