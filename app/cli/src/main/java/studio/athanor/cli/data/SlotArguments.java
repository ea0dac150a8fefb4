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
import studio.athanor.cli.model.LoadReport;
import studio.athanor.cli.model.ModelLoading;
import studio.athanor.cli.model.PlacementArguments;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.work.GivenModels;
import studio.athanor.data.work.ModelWishes;

/** Which model fills which slot. */
public final class SlotArguments {

    @Option(
            names = {"-m", "--model"},
            paramLabel = "[SLOT=]FILE",
            description =
                    "A model for a slot of the recipe, or for all others: a GGUF file, or the name of a model in the"
                            + " library. Default: those of the run, or the starter model")
    private List<String> models = new ArrayList<>();

    @Option(names = "--parallel", paramLabel = "N", description = "Rows that a model writes at once. Default: 8")
    private int parallel = GivenModels.SEQUENCES;

    @Option(
            names = "--replicas",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description = "A copy of each model on each of these devices; rows are shared out among them.")
    private List<String> replicas = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nDevices:%n")
    private PlacementArguments placement = new PlacementArguments();

    /** Creates the arguments. */
    public SlotArguments() {}

    /**
     * Loads the models.
     *
     * @param before those that a run was begun with, by slot, for slots that are given none
     */
    GivenModels load(Terminal terminal, Studio studio, Recipe recipe, Map<String, ModelRef> before) throws Exception {
        if (parallel < 1 || parallel > 256) {
            throw new CommandFailure(ExitCode.USAGE, "1 to 256 rows are written at once.", "Change --parallel.");
        }
        if (!replicas.isEmpty() && placement.given()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--replicas says where the models go, and other wishes for devices were given too.",
                    "Give --replicas alone, or leave it out.");
        }
        Map<String, ModelRef> given = given(terminal, studio, recipe, before);
        List<DeviceChoice> devices = !replicas.isEmpty()
                ? PlacementArguments.each(replicas, studio)
                : placement.given() ? List.of(placement.choice(studio)) : List.of();
        GivenModels loaded =
                GivenModels.load(studio, recipe, given, new ModelWishes(OptionalInt.of(parallel), devices));
        loaded.sessions().forEach(session -> LoadReport.print(session, !devices.isEmpty(), terminal.err()));
        return loaded;
    }

    private Map<String, ModelRef> given(Terminal terminal, Studio studio, Recipe recipe, Map<String, ModelRef> before)
            throws Exception {
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
            if (given.containsKey(slot)) {
                continue;
            }
            if (others.isPresent()) {
                given.put(slot, loading.find(named(others.get())));
            } else if (before.containsKey(slot)) {
                given.put(slot, before.get(slot));
            } else {
                given.put(slot, loading.find(new LoadArguments()));
                starters.add(slot);
            }
        }
        if (!starters.isEmpty()) {
            terminal.err()
                    .println("athanor: " + String.join(", ", starters)
                            + ": the tiny starter model, whose texts are poor. Give a model with --model FILE.");
        }
        return given;
    }

    private static LoadArguments named(String model) {
        LoadArguments arguments = new LoadArguments();
        arguments.name(model);
        return arguments;
    }
}
