package studio.athanor.data.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.documents.ChunkOptions;
import studio.athanor.data.documents.ChunkStore;
import studio.athanor.data.documents.Chunks;
import studio.athanor.data.documents.Documents;
import studio.athanor.data.documents.Finding;
import studio.athanor.data.documents.TokenCounter;
import studio.athanor.data.recipe.DocumentSource;
import studio.athanor.data.run.EnergyMeter;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunParts;
import studio.athanor.data.run.RunRooms;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextEngine;

/** What a run works with: its documents, its samplers, its models, its checks. Used by one run, which does not close it. */
public final class RunWork implements AutoCloseable {

    private final RunOrder order;
    private final RunParts parts;
    private final List<Finding> findings;
    private final List<Runnable> closing;

    private RunWork(RunOrder order, RunParts parts, List<Finding> findings, List<Runnable> closing) {
        this.order = order;
        this.parts = parts;
        this.findings = List.copyOf(findings);
        this.closing = List.copyOf(closing);
    }

    /**
     * Prepares a run. Blocks while source files and documents are read.
     *
     * @param documents in place of those that the recipe names
     * @param chunkFolder where the chunks of the documents are kept, or are kept already
     * @throws DataException if the recipe cannot be run, or a source file or all documents cannot be read
     * @throws EngineException if a model is not loaded
     */
    public static RunWork open(RunOrder order, GivenModels models, Optional<Path> documents, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        Optional<Documents.Prepared> prepared = prepare(order, models, documents, chunkFolder);
        Optional<ChunkStore> chunks = prepared.map(Documents.Prepared::store);
        try {
            RunRooms rooms = RunRooms.open(order, models, chunks.map(Chunks.class::cast));
            return new RunWork(
                    order,
                    rooms.parts(models.models(), EnergyMeter.NONE),
                    prepared.map(Documents.Prepared::findings).orElse(List.of()),
                    List.of(rooms::close, () -> chunks.ifPresent(ChunkStore::close)));
        } catch (DataException | EngineException | RuntimeException e) {
            chunks.ifPresent(ChunkStore::close);
            throw e;
        }
    }

    private static Optional<Documents.Prepared> prepare(
            RunOrder order, GivenModels models, Optional<Path> documents, Path chunkFolder)
            throws DataException, EngineException, InterruptedException {
        if (order.recipe().documents().isEmpty()) {
            return Optional.empty();
        }
        DocumentSource source = order.recipe().documents().get();
        Path path = documents
                .or(() -> source.path().map(each -> order.folder().resolve(each)))
                .orElseThrow(() -> new DataException.RunStopped(
                        "The recipe " + order.recipe().name() + " makes rows of documents, and names none.",
                        "Name a file or a folder of documents.",
                        null));
        return Optional.of(Documents.prepare(
                path,
                new ChunkOptions(source.chunkTokens(), source.overlapTokens()),
                counter(order, models),
                chunkFolder,
                (read, all) -> {}));
    }

    /** Counts as the model of the first slot does; words where there is none. */
    private static TokenCounter counter(RunOrder order, GivenModels models) throws EngineException {
        if (order.recipe().models().isEmpty()) {
            return TokenCounter.words();
        }
        TextEngine engine =
                models.engines(order.recipe().models().firstEntry().getKey()).getFirst();
        return text -> {
            try {
                return engine.countTokens(new Prompt.Raw(text, false));
            } catch (EngineException e) {
                return TokenCounter.words().count(text);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return TokenCounter.words().count(text);
            }
        };
    }

    /**
     * Prepares changes by hand to a run whose models are not loaded: no cell can be made.
     *
     * @param store the run
     */
    public static RunWork byHand(RunStore store) throws DataException {
        RunOrder order = RunOrder.ofRun(store.folder());
        return new RunWork(order, RunRooms.byHand(store), List.of(), List.of());
    }

    /** Returns where a run keeps the chunks of its documents: beside its folder, which is empty before it begins. */
    public static Path chunkFolder(Path runFolder) {
        Path folder = runFolder.toAbsolutePath().normalize();
        return folder.resolveSibling(folder.getFileName() + ".documents");
    }

    /** Returns what is to be made. */
    public RunOrder order() {
        return order;
    }

    /** Returns what makes and judges it. */
    public RunParts parts() {
        return parts;
    }

    /** Returns the documents that could not be read. */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
