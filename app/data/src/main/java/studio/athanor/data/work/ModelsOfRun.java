package studio.athanor.data.work;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;

/** The models that a run was begun with. */
public final class ModelsOfRun {

    private ModelsOfRun() {}

    /** Returns them by slot, as the run has kept them; whether their files are still there is not looked at. */
    public static Map<String, ModelRef> of(Studio studio, RunStore run) throws DataException {
        Optional<ModelEntry> starter = studio.library().starter();
        Map<String, ModelRef> found = new LinkedHashMap<>();
        for (SlotModel model : run.models()) {
            Path file = Path.of(model.file()).toAbsolutePath().normalize();
            found.put(
                    model.slot(),
                    starter.filter(entry -> entry.file().equals(file))
                            .map(ModelEntry::ref)
                            .orElseGet(() -> new ModelRef("file:" + file)));
        }
        return found;
    }
}
