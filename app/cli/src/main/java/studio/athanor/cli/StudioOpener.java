package studio.athanor.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;

/** Opens the studio for the commands that need it. */
public final class StudioOpener {

    /** Creates the opener of this process, which looks at its environment and system properties. */
    public StudioOpener() {}

    /** Opens the studio; the caller closes it. */
    public Studio open() throws StudioException {
        return Studio.open(installation(), home(), InstantSource.system());
    }

    /** Returns where the program's own files are. */
    public Installation installation() throws StudioException {
        return Installation.locate(System.getProperties());
    }

    /** Returns where the studio keeps things; touches no file. */
    public Path home() {
        return StudioHome.locate(System.getenv(), System.getProperties());
    }
}
