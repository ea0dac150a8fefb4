package studio.athanor.cli.gpus;

import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
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
import studio.athanor.core.placement.LoadPlanner;
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

    @Parameters(paramLabel = "MODEL", description = "A GGUF file, or the name of a model in the library.")
    private String model = "";

    @ArgGroup(validate = false, heading = "%nModel:%n")
    private LoadArguments load = new LoadArguments();

    @Option(names = "--parallel", paramLabel = "N", description = "Sequences computed at once. Default: 1")
    private int parallel = 1;

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
        load.name(model);
        try (Studio studio = opener.open()) {
            PlannedLoad planned = planned(studio);
            if (json) {
                terminal.out()
                        .println(new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(PlanJson.write(planned)));
            } else {
                PlanText.print(planned, terminal.out());
            }
            return planned.placement().verdict() == Placement.Verdict.DOES_NOT_FIT
                    ? ExitCode.OUT_OF_MEMORY
                    : ExitCode.OK;
        }
    }

    private PlannedLoad planned(Studio studio) throws Exception {
        ModelEntry entry = studio.library()
                .find(new ModelLoading(terminal, studio).find(load))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT, "There is no model " + model + ".", "Give the path of a GGUF file."));
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
                planner.plan(
                        entry.name(),
                        entry.file(),
                        options,
                        LoadPlanner.withoutSoftware(devices, wishes.pinned()),
                        wishes);
        };
        if (noMeasure || planned.devicePlan().shares().isEmpty()) {
            return planned;
        }
        Map<String, Long> scratch = await(studio.sessions().measureCompute(entry.ref(), options, planned.devicePlan()));
        return choice instanceof DeviceChoice.Automatic
                ? planner.again(planned, scratch)
                : planned.withMeasuredCompute(scratch);
    }

    private static List<EngineDevice> devices(Studio studio) throws EngineException, InterruptedException {
        return await(studio.findDevices());
    }

    private static <T> T await(studio.athanor.engines.spi.job.Job<T> job) throws EngineException, InterruptedException {
        try {
            return job.result().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException(job.title() + " failed", e.getCause());
        }
    }
}
