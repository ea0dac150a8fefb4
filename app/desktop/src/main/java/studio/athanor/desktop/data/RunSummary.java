package studio.athanor.desktop.data;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import studio.athanor.data.run.RunStatus;

/**
 * A run in the list of runs.
 *
 * @param folder of the run
 * @param title of its recipe
 * @param changed when it was last written
 * @param status what it is doing; empty if it cannot be read
 * @param accepted rows
 * @param target rows
 * @param reason why it stopped, or why it cannot be read; empty otherwise
 */
record RunSummary(
        Path folder,
        String title,
        Instant changed,
        Optional<RunStatus> status,
        long accepted,
        long target,
        String reason) {

    String name() {
        return String.valueOf(folder.getFileName());
    }
}
