package studio.athanor.core.placement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.gguf.FileStamp;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufValidator;
import studio.athanor.gpumonitor.estimate.ModelLayout;

/** The layouts of the models that were planned last, so that a plan that is changed often reads its files once. */
final class RecentLayouts {

    private static final int KEPT = 8;

    private final Map<Path, Kept> kept = new LinkedHashMap<>();

    /**
     * Returns the layout of a model; reads it if any of its files has changed since.
     *
     * @param file the model; of several parts, the first
     */
    ModelLayout read(Path file) throws GgufException {
        Kept known;
        synchronized (kept) {
            known = kept.get(file);
        }
        if (known != null && known.parts.stream().allMatch(Part::isUnchanged)) {
            return known.layout;
        }
        List<GgufFile> parts = new GgufValidator().validate(file).parts();
        ModelLayout layout = ModelLayout.of(parts);
        synchronized (kept) {
            kept.remove(file);
            kept.put(file, new Kept(parts.stream().map(Part::of).toList(), layout));
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return layout;
    }

    private record Kept(List<Part> parts, ModelLayout layout) {}

    private record Part(Path file, FileStamp stamp) {

        static Part of(GgufFile read) {
            return new Part(read.path(), read.stamp());
        }

        boolean isUnchanged() {
            try {
                return stamp.equals(FileStamp.of(file));
            } catch (IOException e) {
                return false;
            }
        }
    }
}
