package studio.athanor.cli.doctor;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;

/** Says what was found on this machine: Java, processor, engines, devices, models, and what is wrong. */
@Command(
        name = "doctor",
        description = "Says what was found: Java, processor features, engine libraries, devices, folders, models.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Option(names = "--json", description = "Prints JSON in place of a list.")
    private boolean json;

    /** Creates the command. */
    public DoctorCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(new MachineCheck().findings());
        try (Studio studio = opener.open()) {
            findings.add(Finding.ok("program", studio.installation().root().toString()));
            findings.add(Finding.ok("home", studio.home().root().toString()));
            studio.settings()
                    .notices()
                    .forEach(notice -> findings.add(new Finding("settings", Finding.Level.NOTE, notice, "")));
            engines(studio, findings);
            devices(studio, findings);
            models(studio, findings);
        } catch (StudioException e) {
            findings.add(new Finding("studio", Finding.Level.PROBLEM, String.valueOf(e.getMessage()), e.remedy()));
        }
        if (json) {
            printJson(findings);
        } else {
            printList(findings);
        }
        boolean sound = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void engines(Studio studio, List<Finding> findings) {
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
            String topic = "engine " + provider.id();
            findings.add(
                    switch (provider.check(studio.environment())) {
                        case Availability.Available(String build, String location) ->
                            Finding.ok(topic, build + (location.isEmpty() ? "" : " in " + location));
                        case Availability.Unavailable(String reason, String remedy) ->
                            new Finding(topic, Finding.Level.PROBLEM, reason, remedy);
                    });
        }
    }

    private static void devices(Studio studio, List<Finding> findings) throws InterruptedException {
        try {
            List<EngineDevice> devices = studio.sessions().devices().result().get();
            for (EngineDevice device : devices) {
                findings.add(Finding.ok(
                        "device " + device.id(),
                        device.description() + ", "
                                + device.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                + memory(device)));
            }
            if (devices.stream().allMatch(device -> device.kind() == EngineDevice.Kind.CPU)) {
                findings.add(new Finding(
                        "devices",
                        Finding.Level.NOTE,
                        "No graphics card was found; models run on the processor.",
                        "If there is one, install its Vulkan driver."));
            }
        } catch (ExecutionException e) {
            String remedy = e.getCause() instanceof EngineException failure ? failure.remedy() : "";
            Throwable cause = e.getCause() == null ? e : e.getCause();
            findings.add(new Finding("devices", Finding.Level.PROBLEM, String.valueOf(cause.getMessage()), remedy));
        }
    }

    private static String memory(EngineDevice device) {
        OptionalLong total = device.totalBytes();
        OptionalLong free = device.freeBytes();
        if (total.isEmpty() || total.getAsLong() == 0) {
            return "";
        }
        String text = String.format(Locale.ROOT, ", %.1f GiB", total.getAsLong() / 1073741824.0);
        return free.isEmpty()
                ? text
                : text + String.format(Locale.ROOT, ", %.1f GiB free", free.getAsLong() / 1073741824.0);
    }

    private static void models(Studio studio, List<Finding> findings) throws InterruptedException {
        List<ModelEntry> entries;
        try {
            entries = studio.library().rescan().result().get();
        } catch (ExecutionException e) {
            entries = studio.library().models();
        }
        for (ModelEntry entry : entries) {
            findings.add(
                    switch (entry.status()) {
                        case ModelEntry.Status.Unread _, ModelEntry.Status.Usable _ ->
                            Finding.ok("model", entry.name() + " in " + entry.file());
                        case ModelEntry.Status.Missing _ ->
                            new Finding(
                                    "model",
                                    Finding.Level.NOTE,
                                    entry.name() + " is missing: " + entry.file(),
                                    "Put the file back, or remove the model from the library.");
                        case ModelEntry.Status.Rejected(String message, String remedy) ->
                            new Finding("model", Finding.Level.NOTE, message, remedy);
                    });
        }
        if (studio.library().starter().isEmpty()) {
            findings.add(new Finding(
                    "model",
                    Finding.Level.PROBLEM,
                    "The starter model is missing from the installation.",
                    "Install Athanor again."));
        }
    }

    private void printList(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.topic().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            String mark = switch (finding.level()) {
                case OK -> "ok  ";
                case NOTE -> "note";
                case PROBLEM -> "BAD ";
            };
            terminal.out().printf(Locale.ROOT, "%s  %-" + width + "s  %s%n", mark, finding.topic(), finding.found());
            if (!finding.remedy().isEmpty()) {
                terminal.out().println(" ".repeat(width + 8) + finding.remedy());
            }
        }
    }

    private void printJson(List<Finding> findings) {
        JsonArray array = new JsonArray();
        for (Finding finding : findings) {
            JsonObject object = new JsonObject();
            object.addProperty("topic", finding.topic());
            object.addProperty("level", finding.level().name().toLowerCase(Locale.ROOT));
            object.addProperty("found", finding.found());
            if (!finding.remedy().isEmpty()) {
                object.addProperty("remedy", finding.remedy());
            }
            array.add(object);
        }
        terminal.out()
                .println(new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(array));
    }
}
