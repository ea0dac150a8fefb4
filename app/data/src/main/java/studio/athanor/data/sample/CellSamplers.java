package studio.athanor.data.sample;

import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import studio.athanor.data.documents.Chunks;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.DocumentSource;
import studio.athanor.data.sample.chance.Chance;
import studio.athanor.data.sample.source.SourceRecords;

/**
 * Makes the sampler of each kind of column.
 *
 * @param sources the opened files, by name
 */
record CellSamplers(Map<String, SourceRecords> sources, Optional<DocumentSource> documents, Optional<Chunks> chunks) {

    /** Returns a column's sampler, or nothing where a model writes it. */
    Optional<CellSampler> of(Column column) throws UnfitException {
        return switch (column.kind()) {
            case ColumnKind.Sampler sampler -> Optional.of(drawn(sampler));
            case ColumnKind.Expression expression -> Optional.of(new ExpressionSampler(expression));
            case ColumnKind.ModelWritten _ -> Optional.empty();
        };
    }

    private CellSampler drawn(ColumnKind.Sampler kind) throws UnfitException {
        return switch (kind) {
            case ColumnKind.Category category -> category(category);
            case ColumnKind.Subcategory subcategory -> new SubcategorySampler(subcategory);
            case ColumnKind.Uniform uniform -> new UniformSampler(uniform);
            case ColumnKind.Normal normal -> new NormalSampler(normal);
            case ColumnKind.Poisson poisson -> new PoissonSampler(poisson);
            case ColumnKind.Bernoulli bernoulli -> bernoulli(bernoulli);
            case ColumnKind.IntegerRange range -> range(range);
            case ColumnKind.DateTime dateTime -> new MomentSampler(dateTime);
            case ColumnKind.RandomUuid uuid -> draw -> new JsonPrimitive(uuid.prefix() + uuid(draw.chance()));
            case ColumnKind.Person person -> new PersonSampler(person);
            case ColumnKind.Pick pick -> pick(pick);
            case ColumnKind.Chunk chunk ->
                new ChunkSampler(
                        chunk.field(), documents.map(DocumentSource::perChunk).orElse(1), chunks);
        };
    }

    private static CellSampler category(ColumnKind.Category kind) throws UnfitException {
        WeightedChoice choice = new WeightedChoice("values", kind.values());
        return draw -> choice.draw(draw.chance());
    }

    private static CellSampler bernoulli(ColumnKind.Bernoulli kind) throws UnfitException {
        double probability = kind.probability();
        if (!(probability >= 0 && probability <= 1)) {
            throw new UnfitException(
                    "probability", "The probability is " + probability + ". Give a number from 0 to 1.");
        }
        return draw -> new JsonPrimitive(draw.chance().unit() < probability);
    }

    private static CellSampler range(ColumnKind.IntegerRange kind) throws UnfitException {
        if (kind.low() > kind.high()) {
            throw new UnfitException(
                    "low",
                    "No whole number lies from " + kind.low() + " to " + kind.high() + ". Give the lower bound first.");
        }
        long count = kind.high() - kind.low() + 1; // 0 stands for all of 2^64
        return draw -> new JsonPrimitive(kind.low() + draw.chance().below(count));
    }

    /** Version 4, variant 1: 122 of 128 bits. */
    private static UUID uuid(Chance chance) {
        long high = (chance.bits() & ~0xF000L) | 0x4000L;
        long low = (chance.bits() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private CellSampler pick(ColumnKind.Pick kind) throws UnfitException {
        SourceRecords records = sources.get(kind.source());
        if (records == null) {
            throw new UnfitException(
                    "source", "There is no source " + kind.source() + ". Describe the file under sources.");
        }
        return new PickSampler(kind, records);
    }
}
