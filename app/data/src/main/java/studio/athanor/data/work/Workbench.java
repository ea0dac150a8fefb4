package studio.athanor.data.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import studio.athanor.core.Studio;
import studio.athanor.data.DataException;
import studio.athanor.data.documents.ChunkOptions;
import studio.athanor.data.documents.Documents;
import studio.athanor.data.documents.Finding;
import studio.athanor.data.documents.TokenCounter;
import studio.athanor.data.recipe.DocumentSource;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.CardMeter;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunParts;
import studio.athanor.data.run.RunRooms;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextEngine;

/**
 * What a run or a preview of a recipe works with on this machine: models that are loaded, documents that were read and cut, cards
 * whose power is measured. Open until the run ends.
 */
public final class Workbench implements AutoCloseable {

    private final Studio studio;
    private final GivenModels models;
    private final Optional<Documents.Prepared> documents;
    private final RunRooms rooms;

    private Workbench(Studio studio, GivenModels models, Optional<Documents.Prepared> documents, RunRooms rooms) {
        this.studio = studio;
        this.models = models;
        this.documents = documents;
        this.rooms = rooms;
    }

    /**
     * Makes ready what a recipe needs, of the documents that it names.
     *
     * @throws DataException if the recipe cannot be used, or a file or the documents cannot be read
     * @throws EngineException if a model is not loaded any more
     */
    public static Workbench open(Studio studio, RunOrder order, GivenModels models, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        return open(studio, order, models, Optional.empty(), chunkFolder);
    }

    /**
     * Makes ready what a recipe needs. Blocks while files and documents are read; an interruption ends it.
     *
     * @param documents in place of those that the recipe names
     * @param chunkFolder where the chunks of its documents are kept, or found again; not made where it has none
     * @throws DataException if the recipe cannot be used, or a file or the documents cannot be read
     * @throws EngineException if a model is not loaded any more
     */
    public static Workbench open(
            Studio studio, RunOrder order, GivenModels models, Optional<Path> documents, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        Optional<Documents.Prepared> prepared = order.recipe().documents().isPresent()
                ? Optional.of(prepare(order, order.recipe().documents().get(), models, documents, chunkFolder))
                : Optional.empty();
        try {
            RunRooms rooms = RunRooms.open(order, models, prepared.map(Documents.Prepared::store));
            return new Workbench(studio, models, prepared, rooms);
        } catch (DataException | EngineException | RuntimeException e) {
            prepared.ifPresent(each -> each.store().close());
            throw e;
        }
    }

    private static Documents.Prepared prepare(
            RunOrder order, DocumentSource source, GivenModels models, Optional<Path> documents, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        Path path = documents
                .or(() -> source.path().map(each -> order.folder().resolve(each)))
                .orElseThrow(() -> new DataException.RunStopped(
                        "The recipe " + order.recipe().name() + " does not say where its documents are.",
                        "Write the path of a file or folder below \"documents\" in its source.",
                        null));
        return Documents.prepare(
                path,
                new ChunkOptions(source.chunkTokens(), source.overlapTokens()),
                counter(order.recipe(), models),
                chunkFolder,
                (read, all) -> {});
    }

    /** Tokens of the first slot's model; words where there is none. */
    private static TokenCounter counter(Recipe recipe, GivenModels models) throws EngineException {
        if (recipe.models().isEmpty()) {
            return TokenCounter.words();
        }
        TextEngine engine =
                models.engines(recipe.models().firstEntry().getKey()).getFirst();
        TokenCounter words = TokenCounter.words();
        return text -> {
            try {
                return engine.countTokens(new Prompt.Raw(text, false));
            } catch (EngineException e) {
                return words.count(text);
            } catch (InterruptedException e) {
                // who cuts the documents ends when it looks
                Thread.currentThread().interrupt();
                return words.count(text);
            }
        };
    }

    /** Returns the documents that could not be read, and notes on others. */
    public List<Finding> findings() {
        return documents.map(Documents.Prepared::findings).orElse(List.of());
    }

    /** Returns the parts of one run, with nothing accepted yet. */
    public RunParts parts() {
        return rooms.parts(models.models(), new CardMeter(studio.devices(), card -> true));
    }

    @Override
    public void close() {
        rooms.close();
        documents.ifPresent(each -> each.store().close());
    }
}
