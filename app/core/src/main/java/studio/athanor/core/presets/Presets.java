package studio.athanor.core.presets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import studio.athanor.core.StudioException;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.Sampling;

/** The presets that came with the program, and the user's. Thread-safe. */
public interface Presets extends AutoCloseable {

    /** The preset of a new conversation. */
    String BALANCED = "balanced";

    /** Names the folder of built-in presets and the user's file; they are read when first asked for. */
    static Presets open(Path builtInFolder, Path userFile) {
        return new FilePresets(builtInFolder, userFile);
    }

    /** Returns the built-in presets in their order, then the user's by name. */
    List<Preset> all();

    /** Returns a preset by its id. */
    Optional<Preset> find(String id);

    /** Returns the preset whose values these are, the seed aside. */
    Optional<Preset> matching(Sampling sampling);

    /**
     * Keeps values under a name; the user's preset of that name is replaced.
     *
     * @throws StudioException.InputRejected if the name is empty, too long, or that of a built-in preset
     */
    Preset save(String name, String description, Sampling sampling) throws StudioException;

    /** Deletes a preset of the user's; does nothing for others. */
    void delete(String id);

    /** Calls an observer with the presets and on each change. */
    Subscription observe(Consumer<List<Preset>> observer);

    /** Waits until the user's presets are written. */
    @Override
    void close();
}
