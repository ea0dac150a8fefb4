package studio.athanor.cli.gpus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.model.LoadArguments;
import studio.athanor.cli.model.ModelLoading;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.gpumonitor.placement.Placement;

/** Shows what a load would take of each device, without loading. Reads only the header of the file. */
@Command(
        name = "plan",
        description = "Shows which device would get which part of a model, in bytes, and why; loads nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  athanor plan my.gguf --context 32768 --kv q8_0",
            "  athanor plan my.gguf --objective throughput --reserve 0:1GiB --exclude 2",
            "  athanor plan my.gguf --plan CUDA0=20,CUDA1=13"
        })
public final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "A GGUF file, or the name of a model in the library. Several are planned together.")
    private List<String> models = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nModel:%n")
    private LoadArguments load = new LoadArguments();

    @Option(names = "--parallel", paramLabel = "N", description = "Sequences computed at once. Default: 1")
    private int parallel = 1;

    @Option(
            names = "--longest-context",
            description =
                    "Plans for the longest context that fits, instead of --context; on cards only, if there are any.")
    private boolean longestContext;

    @Option(
            names = "--no-measure",
            description =
                    "Estimates scratch by a rule; without this, the engine goes through the load without allocating.")
    private boolean noMeasure;

    @Option(names = "--json", description = "Prints JSON in place of a table.")
    private boolean json;

    /** Creates the command. */
    public PlanCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            List<PlannedLoad> plans =
                    models.size() == 1 ? List.of(planned(studio, entry(studio, models.getFirst()))) : together(studio);
            if (json) {
                Gson gson = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create();
                JsonArray all = new JsonArray();
                plans.forEach(plan -> all.add(PlanJson.write(plan)));
                terminal.out().println(gson.toJson(plans.size() == 1 ? all.get(0) : all));
            } else {
                plans.forEach(plan -> PlanText.print(plan, terminal.out()));
            }
            return plans.stream().allMatch(PlanCommand::loads) ? ExitCode.OK : ExitCode.OUT_OF_MEMORY;
        }
    }

    /** The processor maps weights, so it loads a model that is larger than its memory. */
    private static boolean loads(PlannedLoad plan) {
        return plan.devicePlan().shares().isEmpty() || plan.placement().verdict() != Placement.Verdict.DOES_NOT_FIT;
    }

    private ModelEntry entry(Studio studio, String model) throws Exception {
        load.name(model);
        return studio.library()
                .find(new ModelLoading(terminal, studio).find(load))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT, "There is no model " + model + ".", "Give the path of a GGUF file."));
    }

    private List<PlannedLoad> together(Studio studio) throws Exception {
        if (!(load.placement().choice(studio) instanceof DeviceChoice.Automatic(PlacementWishes wishes))
                || longestContext) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Several models are planned together automatically only.",
                    "Leave out --plan, --device cpu and --longest-context, or plan one model.");
        }
        List<LoadPlanner.Wanted> wanted = new ArrayList<>();
        for (String model : models) {
            ModelEntry entry = entry(studio, model);
            wanted.add(new LoadPlanner.Wanted(entry.name(), entry.file(), load.options(parallel)));
        }
        List<EngineDevice> devices = devices(studio);
        PlacementWishes all = withLimits(wishes, devices, studio);
        return studio.planner().planTogether(wanted, LoadPlanner.withoutSoftware(devices, all.named()), all);
    }

    private PlannedLoad planned(Studio studio, ModelEntry entry) throws Exception {
        LoadOptions options = load.options(parallel);
        DeviceChoice choice = load.placement().choice(studio);
        LoadPlanner planner = studio.planner();
        List<EngineDevice> devices = devices(studio);
        PlannedLoad planned = switch (choice) {
            case DeviceChoice.CpuOnly _ ->
                planner.price(entry.name(), entry.file(), options, devices, PlacementWishes.NONE, DevicePlan.CPU);
            case DeviceChoice.Planned(DevicePlan plan) ->
                planner.price(entry.name(), entry.file(), options, devices, PlacementWishes.NONE, plan);
            case DeviceChoice.Automatic(PlacementWishes wishes) ->
                automatic(planner, entry, options, devices, withLimits(wishes, devices, studio));
        };
        if (noMeasure || planned.devicePlan().shares().isEmpty()) {
            return planned;
        }
        LoadOptions exact = options.withContextTokens(planned.settings().contextTokens());
        LoadPlanner.ScratchMeter meter =
                plan -> EngineJobs.await(studio.sessions().measureCompute(entry.ref(), exact, plan));
        return choice instanceof DeviceChoice.Automatic
                ? planner.measured(planned, meter)
                : planned.withMeasuredCompute(meter.measure(planned.devicePlan()));
    }

    /** What holds for the devices whatever model is loaded holds here too. */
    private static PlacementWishes withLimits(PlacementWishes wishes, List<EngineDevice> devices, Studio studio) {
        return studio.settings().get(DeviceLimits.SECTION).joinedTo(wishes, PhysicalDevices.keys(devices));
    }

    private PlannedLoad automatic(
            LoadPlanner planner,
            ModelEntry entry,
            LoadOptions options,
            List<EngineDevice> devices,
            PlacementWishes wishes)
            throws EngineException {
        if (!longestContext) {
            return planner.choose(entry.name(), entry.file(), options, devices, wishes);
        }
        List<EngineDevice> usable = LoadPlanner.withoutSoftware(devices, wishes.named());
        boolean cards = usable.stream()
                .anyMatch(device -> device.kind() != EngineDevice.Kind.CPU
                        && !wishes.excluded().contains(device.id()));
        return planner.longestContext(entry.name(), entry.file(), options, usable, wishes, cards);
    }

    private static List<EngineDevice> devices(Studio studio) throws EngineException, InterruptedException {
        return EngineJobs.await(studio.findDevices());
    }
}
