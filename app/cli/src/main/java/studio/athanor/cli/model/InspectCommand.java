package studio.athanor.cli.model;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.engines.gguf.Fact;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufReport;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufValidator;

/** Shows what is in a model file, or what is wrong with it. No native code sees the file. */
@Command(
        name = "inspect",
        description = "Checks a GGUF file as a load would, and shows what is in it.",
        mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A GGUF file; of a model in parts, the first.")
    private @Nullable Path file;

    @Option(names = "--metadata", description = "Also prints every metadata entry.")
    private boolean metadata;

    @Option(names = "--tensors", description = "Also prints every tensor: name, type, shape, bytes.")
    private boolean tensors;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    /** Creates the command. */
    public InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure {
        if (file == null) {
            throw new CommandFailure(ExitCode.USAGE, "No file was given.", "Give the path of a GGUF file.");
        }
        GgufReport report;
        try {
            report = new GgufValidator().validate(file);
        } catch (GgufException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e.remedy());
        }
        if (json) {
            printJson(report);
        } else {
            printList(report);
        }
        return ExitCode.OK;
    }

    private void printList(GgufReport report) {
        PrintStream out = terminal.out();
        List<Fact> facts = report.facts();
        int width = facts.stream().mapToInt(fact -> fact.label().length()).max().orElse(0);
        for (Fact fact : facts) {
            out.printf(Locale.ROOT, "%-" + width + "s  %s%n", fact.label(), shown(fact));
        }
        if (metadata) {
            out.println();
            report.file().metadata().values().forEach((key, value) -> out.println(key + " = " + value));
        }
        if (tensors) {
            out.println();
            for (GgufTensor tensor : report.tensors()) {
                out.printf(
                        Locale.ROOT,
                        "%-40s  %-8s  %-24s  %,d%n",
                        tensor.name(),
                        tensor.type(),
                        tensor.shape(),
                        tensor.byteSize());
            }
        }
    }

    private static String shown(Fact fact) {
        return fact.number() == null
                ? fact.text()
                : String.format(Locale.ROOT, "%,d", fact.number().longValue());
    }

    private void printJson(GgufReport report) {
        JsonObject object = new JsonObject();
        for (Fact fact : report.facts()) {
            if (fact.number() != null) {
                object.addProperty(fact.key(), fact.number());
            } else {
                object.addProperty(fact.key(), fact.text());
            }
        }
        if (metadata) {
            JsonObject entries = new JsonObject();
            for (Map.Entry<String, ?> entry : report.file().metadata().values().entrySet()) {
                entries.addProperty(entry.getKey(), entry.getValue().toString());
            }
            object.add("metadata", entries);
        }
        if (tensors) {
            JsonArray list = new JsonArray();
            for (GgufTensor tensor : report.tensors()) {
                JsonObject one = new JsonObject();
                one.addProperty("name", tensor.name());
                one.addProperty("type", tensor.type().toString());
                one.addProperty("shape", tensor.shape());
                one.addProperty("bytes", tensor.byteSize());
                list.add(one);
            }
            object.add("tensors", list);
        }
        terminal.out()
                .println(new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(object));
    }
}
