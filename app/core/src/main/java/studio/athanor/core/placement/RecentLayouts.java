package studio.athanor.core.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.gpumonitor.estimate.ModelLayout;

/** The layouts of the model files that were planned last, so that a plan that is changed often reads its file once. */
final class RecentLayouts {

    private static final int KEPT = 8;

    private final Map<Path, Kept> kept = new LinkedHashMap<>();

    /** Returns the layout of a file; reads it if it has changed since. */
    ModelLayout read(Path file) throws GgufException {
        @Nullable Stamp now = stamp(file);
        synchronized (kept) {
            Kept known = kept.get(file);
            if (known != null && known.stamp.equals(now)) {
                return known.layout;
            }
        }
        ModelLayout layout = ModelLayout.read(file);
        if (now != null) {
            synchronized (kept) {
                kept.remove(file);
                kept.put(file, new Kept(now, layout));
                if (kept.size() > KEPT) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
        }
        return layout;
    }

    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return null;
        }
    }

    private record Stamp(long bytes, FileTime modified) {}

    private record Kept(Stamp stamp, ModelLayout layout) {}
}
