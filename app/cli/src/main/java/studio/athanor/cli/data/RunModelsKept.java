package studio.athanor.cli.data;

import java.nio.file.Path;
import java.util.Map;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.work.ModelsOfRun;

/** The models that a run in a folder was begun with. */
final class RunModelsKept {

    private RunModelsKept() {}

    static Map<String, ModelRef> of(Studio studio, Path folder) throws DataException {
        try (RunStore store = RunStore.open(folder)) {
            return ModelsOfRun.of(studio, store);
        }
    }
}
