package studio.athanor.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import studio.athanor.core.Studio;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.Installation;
import studio.athanor.core.models.ModelRef;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;

/** The real studio on the real engine, with a home of its own. */
public final class TestStudio {

    private TestStudio() {}

    /** Opens a studio; the caller closes it. */
    public static Studio open(Path home) throws StudioException {
        return Studio.open(Installation.locate(System.getProperties()), home, InstantSource.system());
    }

    /** Returns a model that talks nonsense for long, slowly enough to be interrupted; written once per build. */
    public static ModelRef talkative() throws IOException {
        Path file = Path.of("target", "models", "talkative.gguf").toAbsolutePath();
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path written = Files.createTempFile(file.getParent(), "talkative", ".tmp");
            new RandomModel(new RandomModel.Shape(4, 512, 8, 4, 1024, 4096, 4096, GgufType.Q8_0), 1).write(written);
            Files.move(written, file);
        }
        return new ModelRef("file:" + file);
    }

    /** Returns the processes this one started, workers among them. */
    public static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
