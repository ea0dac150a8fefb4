package studio.athanor.cli.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.model.LoadArguments;
import studio.athanor.cli.model.ModelLoading;
import studio.athanor.cli.model.PlacementArguments;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.work.GivenModels;

/** Which model fills which slot. */
public final class SlotArguments {

    @Option(
            names = {"-m", "--model"},
            paramLabel = "[SLOT=]FILE",
            description =
                    "A model for a slot of the recipe, or for all others: a GGUF file, or the name of a model in the"
                            + " library. Default: the starter model")
    private List<String> models = new ArrayList<>();

    @Option(names = "--parallel", paramLabel = "N", description = "Rows that a model writes at once. Default: 8")
    private int parallel = GivenModels.SEQUENCES;

    @ArgGroup(validate = false, heading = "%nDevices:%n")
    private PlacementArguments placement = new PlacementArguments();

    /** Creates the arguments. */
    public SlotArguments() {}

    /** Loads the models. */
    GivenModels load(Terminal terminal, Studio studio, Recipe recipe) throws Exception {
        if (parallel < 1 || parallel > 256) {
            throw new CommandFailure(ExitCode.USAGE, "1 to 256 rows are written at once.", "Change --parallel.");
        }
        ModelLoading loading = new ModelLoading(terminal, studio);
        Map<String, ModelRef> given = new LinkedHashMap<>();
        Optional<String> others = Optional.empty();
        for (String each : models) {
            int equals = each.indexOf('=');
            String slot = equals < 0 ? "" : each.substring(0, equals);
            if (equals > 0 && recipe.models().containsKey(slot)) {
                given.put(slot, loading.find(named(each.substring(equals + 1))));
            } else if (equals > 0 && !Files.exists(Path.of(each))) {
                throw new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "The recipe has no model slot " + slot + ".",
                        "It has: " + String.join(", ", recipe.models().keySet()) + ".");
            } else {
                others = Optional.of(each);
            }
        }
        List<String> starters = new ArrayList<>();
        for (String slot : recipe.models().keySet()) {
            if (!given.containsKey(slot)) {
                given.put(slot, loading.find(others.map(SlotArguments::named).orElseGet(LoadArguments::new)));
                if (others.isEmpty()) {
                    starters.add(slot);
                }
            }
        }
        if (!starters.isEmpty()) {
            terminal.err()
                    .println("athanor: " + String.join(", ", starters)
                            + ": the tiny starter model, whose texts are poor. Give a model with --model FILE.");
        }
        Optional<DeviceChoice> devices = placement.given() ? Optional.of(placement.choice(studio)) : Optional.empty();
        return GivenModels.load(studio, recipe, given, OptionalInt.of(parallel), devices);
    }

    private static LoadArguments named(String model) {
        LoadArguments arguments = new LoadArguments();
        arguments.name(model);
        return arguments;
    }
}
