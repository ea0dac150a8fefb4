package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import studio.athanor.core.StudioException;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;

/**
 * The model files the studio knows: the starter models, what lies in its folder of models, and what the user opened.
 * Thread-safe. Headers are read in the background and remembered by size and time of the file.
 */
public interface ModelLibrary {

    /** Returns what is known now, starter models last, the others by name. Never touches the disk. */
    List<ModelEntry> models();

    /** Returns a model by its name. */
    Optional<ModelEntry> find(ModelRef model);

    /** Returns the small model that came with the program. */
    Optional<ModelEntry> starter();

    /**
     * Adds a model file, or every model of a folder, and reads it. Blocks.
     *
     * @return the model, or the first of the folder
     * @throws StudioException.InputRejected if there is no model there; a file that is a damaged model is added with
     *     {@link ModelEntry.Status.Rejected}
     */
    ModelEntry open(Path fileOrFolder) throws StudioException;

    /** Forgets a model or folder that the user added; the file stays. */
    void forget(ModelRef model) throws StudioException;

    /** Looks for new, changed and missing files. */
    Job<List<ModelEntry>> rescan();

    /** Calls an observer with what is known now and on each change, from any thread. */
    Subscription observe(Consumer<List<ModelEntry>> observer);
}
