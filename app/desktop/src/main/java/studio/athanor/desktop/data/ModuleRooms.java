package studio.athanor.desktop.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RecipeChecker;
import studio.athanor.data.recipe.RecipeFile;
import studio.athanor.data.recipe.RecipeHash;
import studio.athanor.data.recipe.RecipeSource;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.job.JobContext;

/** The datasets' module itself. */
final class ModuleRooms implements DataRooms {

    private final Studio studio;

    ModuleRooms(Studio studio) {
        this.studio = studio;
    }

    @Override
    public Reading read(String source, String fileName) {
        RecipeFile.Parsed parsed = RecipeFile.parse(source, fileName);
        return new Reading(parsed.recipe(), parsed.problems());
    }

    @Override
    public Reading check(String source, String fileName, Path folder) {
        RecipeFile.Parsed parsed = RecipeFile.parse(source, fileName);
        return new Reading(parsed.recipe(), RecipeChecker.check(parsed, folder));
    }

    @Override
    public String meaning(Recipe recipe) {
        return RecipeHash.of(recipe);
    }

    @Override
    public String write(Recipe recipe) {
        return RecipeFile.toYaml(recipe);
    }

    @Override
    public String rewrite(String source, String fileName, Recipe after) {
        return RecipeSource.of(source, fileName).with(after).text();
    }

    @Override
    public void preview(PreviewWish wish, Consumer<PreviewRow> each) throws Exception {
        throw missing();
    }

    @Override
    public LiveRun create(RunWish wish) throws DataException {
        throw missing();
    }

    @Override
    public LiveRun resume(Path folder, Map<String, ModelRef> models) throws DataException {
        throw missing();
    }

    @Override
    public RunStore open(Path folder) throws DataException {
        throw missing();
    }

    @Override
    public Hands hands(Path folder) throws DataException {
        throw missing();
    }

    @Override
    public Report report(RunStore store) throws Exception {
        throw missing();
    }

    @Override
    public List<Path> export(RunStore store, ExportWish wish, JobContext job) throws Exception {
        throw missing();
    }

    private DataException missing() {
        return new DataException.RunStopped("missing " + studio.home().root(), "", null);
    }
}
