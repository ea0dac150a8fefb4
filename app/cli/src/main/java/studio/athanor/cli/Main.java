package studio.athanor.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import studio.athanor.cli.bench.BenchCommand;
import studio.athanor.cli.chat.ChatCommand;
import studio.athanor.cli.data.AgainCommand;
import studio.athanor.cli.data.CheckCommand;
import studio.athanor.cli.data.DataCommand;
import studio.athanor.cli.data.ExportCommand;
import studio.athanor.cli.data.NewCommand;
import studio.athanor.cli.data.PreviewCommand;
import studio.athanor.cli.data.RecipesCommand;
import studio.athanor.cli.data.ReportCommand;
import studio.athanor.cli.data.RunCommand;
import studio.athanor.cli.doctor.DoctorCommand;
import studio.athanor.cli.gpus.GpusCommand;
import studio.athanor.cli.gpus.PlanCommand;
import studio.athanor.cli.model.InspectCommand;
import studio.athanor.cli.model.ModelCommand;
import studio.athanor.cli.template.ChatTemplateCommand;
import studio.athanor.cli.template.RenderCommand;
import studio.athanor.core.StudioException;
import studio.athanor.core.command.StudioCommand;
import studio.athanor.engines.spi.EngineException;

/** The studio from a terminal, and the composition root of the command line. */
@Command(
        name = "athanor",
        description = "A studio for AI that runs on your own machines. Without a command, the window opens.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = HelpCommand.class,
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 bad input, 4 out of memory,",
            "5 engine not available, 6 engine died, 130 interrupted.",
            "ATHANOR_HOME moves everything the studio keeps."
        })
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int status =
                run(Terminal.ofProcess(out, err), new StudioOpener(System.getenv(), System.getProperties()), arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs one command and returns its exit status. */
    public static int run(Terminal terminal, StudioOpener opener, String... arguments) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new ChatCommand(terminal, opener))
                .addSubcommand(new BenchCommand(terminal, opener))
                .addSubcommand(new CommandLine(new ModelCommand()).addSubcommand(new InspectCommand(terminal)))
                .addSubcommand(new CommandLine(new ChatTemplateCommand()).addSubcommand(new RenderCommand(terminal)))
                .addSubcommand(new GpusCommand(terminal, opener))
                .addSubcommand(new PlanCommand(terminal, opener))
                .addSubcommand(data(terminal, opener))
                .addSubcommand(new DoctorCommand(terminal, opener));
        for (StudioCommand command : ServiceLoader.load(StudioCommand.class)) {
            line.addSubcommand(command.name(), ContributedCommand.line(command, terminal, opener));
        }
        line.setOut(new java.io.PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> report(failure, terminal.err()));
        return line.execute(arguments);
    }

    private static CommandLine data(Terminal terminal, StudioOpener opener) {
        return new CommandLine(new DataCommand())
                .addSubcommand(new RunCommand(terminal, opener))
                .addSubcommand(new PreviewCommand(terminal, opener))
                .addSubcommand(new CheckCommand(terminal, opener))
                .addSubcommand(new ExportCommand(terminal, opener))
                .addSubcommand(new ReportCommand(terminal, opener))
                .addSubcommand(new AgainCommand(terminal, opener))
                .addSubcommand(new RecipesCommand(terminal, opener))
                .addSubcommand(new NewCommand(terminal, opener));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static int report(Exception failure, PrintStream err) throws Exception {
        return switch (failure) {
            case CommandFailure e -> say(err, e.exitCode(), sentences(e.getMessage(), e.remedy()));
            case StudioException e -> say(err, ExitCode.BAD_INPUT, e.sentence() + " [" + e.code() + "]");
            case EngineException e -> {
                int status = say(err, ExitCode.of(e), sentences(e.getMessage(), e.remedy()));
                e.details().ifPresent(details -> err.println(details.indent(2).stripTrailing()));
                yield status;
            }
            case InterruptedException _ -> ExitCode.INTERRUPTED;
            default -> throw failure;
        };
    }

    private static String sentences(@Nullable String message, String remedy) {
        String first = String.valueOf(message);
        return first.endsWith(".") || remedy.isEmpty() ? first + " " + remedy : first + ". " + remedy;
    }

    private static int say(PrintStream err, int status, String sentence) {
        err.println("athanor: " + sentence.strip());
        return status;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Prints the version of the program. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Athanor " + (version == null ? "development build" : version)};
        }
    }
}
