package studio.athanor.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.terminal.ProgressLine;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** Finds the model that was named and loads it, with a progress line on a terminal. */
public final class ModelLoading {

    private final Terminal terminal;
    private final Studio studio;

    /** Creates the loading of models for one command. */
    public ModelLoading(Terminal terminal, Studio studio) {
        this.terminal = terminal;
        this.studio = studio;
    }

    /** Loads the model for one sequence. */
    public ModelSession load(LoadArguments arguments)
            throws CommandFailure, StudioException, EngineException, InterruptedException {
        return load(arguments, 1);
    }

    /** Loads the model for several sequences computed at once. */
    public ModelSession load(LoadArguments arguments, int parallel)
            throws CommandFailure, StudioException, EngineException, InterruptedException {
        ModelRef model = find(arguments);
        ModelLoadSettings settings = new ModelLoadSettings(
                arguments.options(parallel), arguments.placement().choice(studio));
        Job<ModelSession> job = studio.sessions().ensureLoaded(model, settings);
        try (ProgressLine line = new ProgressLine(terminal.err(), terminal.errTerminal());
                Subscription _ = job.observe(progress -> show(line, progress))) {
            ModelSession session = job.result().get();
            LoadReport.print(session, arguments.placement().given(), terminal.err());
            return session;
        } catch (InterruptedException e) {
            job.cancel();
            throw e;
        } catch (CancellationException e) {
            throw new InterruptedException("the load was cancelled");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case EngineException failure -> throw failure;
                case StudioException failure -> throw failure;
                case null, default -> throw new IllegalStateException("loading " + model + " failed", e.getCause());
            }
        }
    }

    private static void show(ProgressLine line, Progress progress) {
        if (progress instanceof Progress.Fraction(String text, double fraction)) {
            line.show("loading " + text, fraction);
        }
    }

    /** Finds the model that was named. */
    public ModelRef find(LoadArguments arguments) throws CommandFailure, StudioException {
        String named = arguments.model;
        if (named == null) {
            return studio.library()
                    .starter()
                    .map(ModelEntry::ref)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.BAD_INPUT,
                            "No model was given, and the starter model is missing from the installation.",
                            "Give one with --model FILE."));
        }
        Path file = Path.of(named);
        if (Files.exists(file)) {
            return new ModelRef("file:" + file.toAbsolutePath().normalize());
        }
        List<ModelEntry> matches = studio.library().models().stream()
                .filter(entry -> matches(entry, named))
                .toList();
        if (matches.size() == 1) {
            return matches.getFirst().ref();
        }
        throw matches.isEmpty()
                ? new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "There is no file " + named + ", and no model of that name in the library.",
                        "Known are: " + names(studio.library().models()) + ".")
                : new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "More than one model is called " + named + ": " + names(matches) + ".",
                        "Give the file's path.");
    }

    private static boolean matches(ModelEntry entry, String named) {
        String wanted = named.toLowerCase(Locale.ROOT);
        Path fileName = entry.file().getFileName();
        String file = (fileName == null ? "" : fileName.toString()).toLowerCase(Locale.ROOT);
        return entry.name().equalsIgnoreCase(named) || file.equals(wanted) || file.equals(wanted + ".gguf");
    }

    private static String names(List<ModelEntry> entries) {
        return entries.isEmpty()
                ? "none"
                : String.join(", ", entries.stream().map(ModelEntry::name).toList());
    }
}
