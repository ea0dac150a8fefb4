package studio.athanor.desktop.screenshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import studio.athanor.core.command.CommandContext;
import studio.athanor.core.command.StudioCommand;
import studio.athanor.desktop.shell.Texts;

/**
 * {@code screenshots FOLDER [data]}: opens the real window in a home of its own, painted in memory by Monocle, and writes
 * every pane, or the pane of datasets alone, in the states that matter as PNG, light and dark, in two sizes.
 */
public final class ScreenshotsCommand implements StudioCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String DATA = "data";
    private static final String HEADLESS_TOOLKIT = "com.sun.glass.ui.monocle.MonoclePlatformFactory";

    private final Texts texts = Texts.of(ScreenshotsCommand.class);

    /** Creates the command; {@link java.util.ServiceLoader} calls it. */
    public ScreenshotsCommand() {}

    @Override
    public String name() {
        return "screenshots";
    }

    @Override
    public String description() {
        return texts.get("description");
    }

    @Override
    public int run(List<String> arguments, CommandContext context) {
        boolean dataAlone = arguments.size() == 2 && arguments.getLast().equals(DATA);
        if (!(arguments.size() == 1 || dataAlone) || arguments.getFirst().startsWith("-")) {
            context.err().println(texts.get("usage"));
            return USAGE;
        }
        if (!paintInMemory()) {
            context.err().println(texts.get("headless"));
            return FAILED;
        }
        Path folder = Path.of(arguments.getFirst()).toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            context.err().println(texts.get("folder", folder, String.valueOf(e.getMessage())));
            return FAILED;
        }
        try (PhotoSession session = PhotoSession.open(context.installation(), folder)) {
            int pictures = dataAlone ? session.takeData() : session.takeAll();
            context.out().println(texts.get("done", pictures, folder));
            return OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (Exception e) {
            context.err().println(texts.get("failed", String.valueOf(e.getMessage())));
            return FAILED;
        }
    }

    /** The toolkit reads these when it starts, which is later. */
    private static boolean paintInMemory() {
        try {
            Class.forName(HEADLESS_TOOLKIT, false, ScreenshotsCommand.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return false;
        }
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("headless.geometry", "1920x1080-32");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.text", "t2k");
        return true;
    }
}
