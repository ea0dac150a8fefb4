package studio.athanor.desktop.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelRef;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.LoadedModel;

/** Models that exist in tests only. */
public final class FakeModels {

    private FakeModels() {}

    /** Returns the tiny model that comes with the program. */
    public static ModelEntry starter() {
        return usable("starter:starter-chat", "starter-chat", "Q8_0", 1_300_000, ModelEntry.Origin.STARTER);
    }

    /** Returns a model that the user opened. */
    public static ModelEntry added(String name, long bytes) {
        return usable("file:/models/" + name + ".gguf", name, "Q4_K", bytes, ModelEntry.Origin.ADDED);
    }

    /** Returns a model that the user opened, in a file that is there. */
    public static ModelEntry at(Path file) {
        return at(file, 1_000);
    }

    /** Returns a model of a size that the user opened, in a file that is there. */
    public static ModelEntry at(Path file, long bytes) {
        String name = String.valueOf(file.getFileName()).replace(".gguf", "");
        return usable("file:" + file, file, name, "Q4_K", bytes, ModelEntry.Origin.ADDED);
    }

    /** Returns a file that was refused. */
    public static ModelEntry rejected(String name) {
        return new ModelEntry(
                new ModelRef("file:/models/" + name),
                Path.of("/models", name),
                name,
                12,
                ModelEntry.Origin.ADDED,
                new ModelEntry.Status.Rejected(
                        "The file " + name + " is not a GGUF model.", "Choose a file that ends in .gguf."));
    }

    private static ModelEntry usable(String ref, String name, String type, long bytes, ModelEntry.Origin origin) {
        return usable(ref, Path.of("/models", name + ".gguf"), name, type, bytes, origin);
    }

    private static ModelEntry usable(
            String ref, Path file, String name, String type, long bytes, ModelEntry.Origin origin) {
        return new ModelEntry(
                new ModelRef(ref),
                file,
                name,
                bytes,
                origin,
                new ModelEntry.Status.Usable(new ModelFacts(
                        name,
                        "llama",
                        type,
                        OptionalLong.of(bytes * 2),
                        bytes,
                        OptionalInt.of(32),
                        OptionalInt.of(8_192),
                        true,
                        false,
                        false)));
    }

    static LoadedModel loaded(ModelEntry entry) {
        return loaded(entry, List.of(new LoadedModel.MemoryUse("CPU", entry.fileBytes(), 1_000_000, 2_000_000)));
    }

    static LoadedModel loaded(ModelEntry entry, List<LoadedModel.MemoryUse> memory) {
        return new LoadedModel(
                "fake",
                "fake 1.0",
                entry.file().toString(),
                entry.name(),
                "llama",
                "llama 1B Q4_K",
                1_000_000,
                entry.fileBytes(),
                8_192,
                256,
                1,
                4,
                512,
                OptionalInt.empty(),
                Optional.of("{{ messages }}"),
                Set.of(Capability.CHAT),
                memory,
                List.of());
    }
}
