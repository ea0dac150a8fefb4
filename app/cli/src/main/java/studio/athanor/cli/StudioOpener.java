package studio.athanor.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;

/** Opens the studio for the commands that need it. */
public final class StudioOpener {

    private final Map<String, String> environment;
    private final Properties system;

    /**
     * Creates an opener.
     *
     * @param environment variables, of which {@code ATHANOR_HOME} moves the home
     * @param system properties, of which {@code athanor.installation} says where the program is
     */
    public StudioOpener(Map<String, String> environment, Properties system) {
        this.environment = Map.copyOf(environment);
        this.system = system;
    }

    /** Opens the studio; the caller closes it. */
    public Studio open() throws StudioException {
        return Studio.open(installation(), home(), InstantSource.system());
    }

    /** Returns where the program's own files are. */
    public Installation installation() throws StudioException {
        return Installation.locate(system);
    }

    /** Returns where the studio keeps things; touches no file. */
    public Path home() {
        return StudioHome.locate(environment, system);
    }
}
