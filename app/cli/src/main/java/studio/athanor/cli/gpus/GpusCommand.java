package studio.athanor.cli.gpus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceSampler;
import studio.athanor.gpumonitor.Interest;
import studio.athanor.gpumonitor.health.HealthExamination;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.health.MemoryBooks;

/** Shows the devices of this machine, once or until it is stopped. */
@Command(
        name = "gpus",
        description = "Shows the graphics cards: memory, load, temperature, who uses them, and what is wrong.",
        mixinStandardHelpOptions = true)
public final class GpusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    private final Terminal terminal;
    private final StudioOpener opener;

    @Option(names = "--watch", description = "Shows them anew twice a second, until Ctrl+C.")
    private boolean watch;

    @Option(names = "--json", description = "Prints JSON in place of a list; with --watch, one line per reading.")
    private boolean json;

    @Option(
            names = "--measure",
            arity = "0..1",
            fallbackValue = Measuring.ALL,
            paramLabel = "DEVICE",
            description =
                    "Measures how fast a device, named or numbered as here, reads its memory, and keeps it for plans;"
                            + " without a DEVICE, one device after another.")
    private @Nullable String measure;

    /** Creates the command. */
    public GpusCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws StudioException, CommandFailure, EngineException, InterruptedException {
        @Nullable String measured = measure;
        if (measured != null && watch) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--measure and --watch exclude each other.", "Measure first, then watch.");
        }
        try (Studio studio = opener.open()) {
            if (measured != null) {
                return new Measuring(terminal, studio).run(measured, json);
            }
            List<String> problems = new ArrayList<>();
            try {
                var _ = studio.findDevices().result().get();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                problems.add("Engines could not be asked for devices: " + cause.getMessage());
            }
            DeviceSampler sampler = studio.devices();
            if (watch) {
                watch(sampler, studio.bandwidths(), problems);
            } else {
                show(sampler, studio.bandwidths(), sampler.lookOnce(PATIENCE), problems);
            }
        }
        return ExitCode.OK;
    }

    private void watch(DeviceSampler sampler, DeviceBandwidths bandwidths, List<String> problems)
            throws InterruptedException {
        BlockingQueue<BoardReading> readings = new LinkedBlockingQueue<>();
        try (DeviceSampler.Observation _ = sampler.observe(Interest.WATCHING, readings::add)) {
            while (!terminal.out().checkError()) {
                BoardReading reading = readings.take();
                if (terminal.outTerminal() && !json) {
                    terminal.out().print(HOME_AND_CLEAR);
                }
                show(sampler, bandwidths, reading, problems);
                terminal.out().flush();
            }
        }
    }

    private void show(DeviceSampler sampler, DeviceBandwidths bandwidths, BoardReading board, List<String> problems) {
        List<HealthFinding> findings =
                HealthExamination.examine(board, sampler::history, MemoryBooks.EMPTY, bandwidths.speeds(board));
        if (json) {
            Gson gson = watch
                    ? new Gson()
                    : new GsonBuilder()
                            .setPrettyPrinting()
                            .disableHtmlEscaping()
                            .create();
            terminal.out().println(gson.toJson(BoardJson.write(board, bandwidths, findings, problems)));
        } else {
            BoardText.print(board, bandwidths, findings, problems, terminal.out());
        }
    }
}
