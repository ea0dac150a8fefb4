package studio.athanor.data.work;

import java.nio.file.Path;
import java.util.Optional;
import studio.athanor.core.Studio;
import studio.athanor.data.DataException;
import studio.athanor.data.documents.ChunkOptions;
import studio.athanor.data.documents.ChunkStore;
import studio.athanor.data.documents.Documents;
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
    private final Optional<ChunkStore> chunks;
    private final RunRooms rooms;

    private Workbench(Studio studio, GivenModels models, Optional<ChunkStore> chunks, RunRooms rooms) {
        this.studio = studio;
        this.models = models;
        this.chunks = chunks;
        this.rooms = rooms;
    }

    /**
     * Makes ready what a recipe needs. Blocks while files and documents are read; an interruption ends it.
     *
     * @param chunkFolder where the chunks of its documents are kept, or found again; not made where it has none
     * @throws DataException if the recipe cannot be used, or a file or the documents cannot be read
     * @throws EngineException if a model is not loaded any more
     */
    public static Workbench open(Studio studio, RunOrder order, GivenModels models, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        Optional<ChunkStore> chunks = order.recipe().documents().isPresent()
                ? Optional.of(documents(order, order.recipe().documents().get(), models, chunkFolder))
                : Optional.empty();
        try {
            RunRooms rooms = RunRooms.open(order, models, chunks.map(each -> each));
            return new Workbench(studio, models, chunks, rooms);
        } catch (DataException | EngineException | RuntimeException e) {
            chunks.ifPresent(ChunkStore::close);
            throw e;
        }
    }

    private static ChunkStore documents(RunOrder order, DocumentSource source, GivenModels models, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        String path = source.path()
                .orElseThrow(() -> new DataException.RunStopped(
                        "The recipe " + order.recipe().name() + " does not say where its documents are.",
                        "Write the path of a file or folder below \"documents\" in its source.",
                        null));
        return Documents.prepare(
                        order.folder().resolve(path),
                        new ChunkOptions(source.chunkTokens(), source.overlapTokens()),
                        counter(order.recipe(), models),
                        chunkFolder,
                        (read, all) -> {})
                .store();
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

    /** Returns the parts of one run, with nothing accepted yet. */
    public RunParts parts() {
        return rooms.parts(models.models(), new CardMeter(studio.devices(), card -> true));
    }

    @Override
    public void close() {
        rooms.close();
        chunks.ifPresent(ChunkStore::close);
    }
}
