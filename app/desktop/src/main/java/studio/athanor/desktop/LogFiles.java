package studio.athanor.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Keeps the log in the studio's folder too: a few files that replace each other, so that they never grow large. */
final class LogFiles {

    private static final String PATTERN = "athanor-%g.log";
    private static final int BYTES = 1_000_000;
    private static final int FILES = 3;

    /** JavaFX warns that it was loaded from the class path, which is intended; see decision 4. Held, or it is forgotten. */
    private static final Logger TOOLKIT = Logger.getLogger("javafx");

    private LogFiles() {}

    /** Leaves out what is known and intended. */
    static void quieten() {
        TOOLKIT.setLevel(Level.SEVERE);
    }

    /** Writes to a folder from now on. A log that cannot be written is no reason not to open. */
    static void keepIn(Path folder) {
        try {
            FileHandler handler = new FileHandler(folder.resolve(PATTERN).toString(), BYTES, FILES, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setLevel(Level.INFO);
            Logger.getLogger("").addHandler(handler);
        } catch (IOException e) {
            LoggerFactory.getLogger(LogFiles.class).warn("no log in {}", folder, e);
        }
    }
}
