package studio.athanor.cli.chat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.terminal.ProgressLine;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.ToolCall;
import studio.athanor.engines.spi.text.Usage;

/** Asks the model and prints its answer as it comes, or as one JSON object at the end. */
final class AnswerPrinter {

    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;
    private final ModelSession session;
    private final AnswerArguments arguments;
    private final boolean json;
    private final boolean stats;

    AnswerPrinter(Terminal terminal, ModelSession session, AnswerArguments arguments, boolean json, boolean stats) {
        this.terminal = terminal;
        this.session = session;
        this.arguments = arguments;
        this.json = json;
        this.stats = stats;
    }

    /**
     * What was answered.
     *
     * @param text of the answer
     * @param exitCode for the script that asked
     */
    record Answer(String text, int exitCode) {}

    /** Asks and waits for the end of the answer. Interrupting the thread cancels it. */
    Answer answer(List<Message> conversation) throws EngineException, CommandFailure, InterruptedException {
        BlockingQueue<TextEvent> events = new LinkedBlockingQueue<>();
        TextEngine engine = session.text();
        RunningText running = engine.generate(arguments.request(conversation), events::add);
        Transcript transcript = new Transcript();
        try (ProgressLine progress = new ProgressLine(terminal.err(), terminal.errTerminal())) {
            while (true) {
                TextEvent event = events.take();
                if (event instanceof TextEvent.PromptProgress(int done, int total, int _)) {
                    if (done < total) {
                        progress.show("reading the prompt: " + done + "/" + total + " tokens", done / (double) total);
                    }
                    continue;
                }
                progress.hide();
                if (event instanceof TextEvent.Terminal end) {
                    return finish(transcript, end);
                }
                transcript.add(event);
            }
        } catch (InterruptedException e) {
            running.cancel();
            throw e;
        }
    }

    private Answer finish(Transcript transcript, TextEvent.Terminal end) throws EngineException {
        return switch (end) {
            case TextEvent.Failed(var failure) -> {
                transcript.endLine();
                throw failure.toException();
            }
            case TextEvent.Cancelled _ -> {
                transcript.endLine();
                yield new Answer(transcript.text.toString(), ExitCode.INTERRUPTED);
            }
            case TextEvent.Done done -> {
                if (json) {
                    terminal.out()
                            .println(new GsonBuilder()
                                    .setPrettyPrinting()
                                    .disableHtmlEscaping()
                                    .create()
                                    .toJson(transcript.toJson(done, engineModel())));
                } else {
                    transcript.endLine();
                    warn(done);
                }
                if (stats) {
                    printStats(done);
                }
                yield new Answer(transcript.text.toString(), ExitCode.OK);
            }
        };
    }

    private LoadedModel engineModel() throws EngineException {
        return session.text().model();
    }

    private void warn(TextEvent.Done done) {
        if (done.reason() == StopReason.CONTEXT_FULL) {
            terminal.err()
                    .println("athanor: the answer ends here because the context is full. Load with a larger --context,"
                            + " or give --context-shift.");
        }
    }

    private void printStats(TextEvent.Done done) {
        Usage usage = done.usage();
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "%d tokens · %.1f tok/s · first token %.0f ms · prompt %d tokens (%d reused) · seed %d · %s%n",
                        usage.generatedTokens(),
                        usage.tokensPerSecond(),
                        usage.firstTokenMillis(),
                        usage.promptTokens(),
                        usage.reusedTokens(),
                        done.seed(),
                        done.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** What was answered so far; prints as it grows. */
    private final class Transcript {
        private final PrintStream out = terminal.out();
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final List<ToolCall> calls = new ArrayList<>();
        private boolean dimmed;

        void add(TextEvent event) {
            switch (event) {
                case TextEvent.TextDelta(String piece) -> {
                    text.append(piece);
                    print(piece, false);
                }
                case TextEvent.ReasoningDelta(String piece) -> {
                    reasoning.append(piece);
                    if (!arguments.hideReasoning) {
                        print(piece, true);
                    }
                }
                case TextEvent.ToolCalled(int _, ToolCall call) -> {
                    calls.add(call);
                    print("[" + call.name() + " " + call.arguments() + "]\n", false);
                }
                case TextEvent.PromptProgress _, TextEvent.Terminal _ -> {}
            }
        }

        private void print(String piece, boolean dim) {
            if (json) {
                return;
            }
            if (dim != dimmed) {
                out.print(dim ? (terminal.outTerminal() ? DIM : "") : (terminal.outTerminal() ? PLAIN : "") + "\n");
                dimmed = dim;
            }
            out.print(piece);
            out.flush();
        }

        void endLine() {
            if (!json) {
                if (dimmed && terminal.outTerminal()) {
                    out.print(PLAIN);
                }
                if (text.isEmpty() || text.charAt(text.length() - 1) != '\n') {
                    out.println();
                }
                out.flush();
            }
        }

        JsonObject toJson(TextEvent.Done done, LoadedModel model) {
            JsonObject object = new JsonObject();
            object.addProperty("text", text.toString());
            if (!reasoning.isEmpty()) {
                object.addProperty("reasoning", reasoning.toString());
            }
            if (!calls.isEmpty()) {
                JsonArray array = new JsonArray();
                for (ToolCall call : calls) {
                    JsonObject one = new JsonObject();
                    one.addProperty("id", call.id());
                    one.addProperty("name", call.name());
                    one.add("arguments", JsonParser.parseString(call.arguments()));
                    array.add(one);
                }
                object.add("tool_calls", array);
            }
            object.addProperty("stop_reason", done.reason().name().toLowerCase(Locale.ROOT));
            object.addProperty("seed", done.seed());
            JsonObject usage = new JsonObject();
            usage.addProperty("prompt_tokens", done.usage().promptTokens());
            usage.addProperty("reused_tokens", done.usage().reusedTokens());
            usage.addProperty("generated_tokens", done.usage().generatedTokens());
            usage.addProperty("prompt_ms", done.usage().promptMillis());
            usage.addProperty("generation_ms", done.usage().generationMillis());
            usage.addProperty("first_token_ms", done.usage().firstTokenMillis());
            object.add("usage", usage);
            JsonObject loaded = new JsonObject();
            loaded.addProperty("file", model.modelFile());
            loaded.addProperty("name", model.name());
            loaded.addProperty("description", model.description());
            loaded.addProperty("engine", model.engineBuild());
            loaded.addProperty("context_tokens", model.contextTokens());
            object.add("model", loaded);
            return object;
        }
    }
}
