package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.documents.Chunk;
import studio.athanor.data.documents.Chunks;

/** A field of the row's chunk: row n is about chunk n / rows for each chunk. */
final class ChunkSampler implements CellSampler {

    private static final List<String> FIELDS =
            List.of("text", "before", "document", "title", "page", "index", "offset", "tokens");

    private final String field;
    private final int perChunk;
    private final Optional<Chunks> chunks;

    ChunkSampler(String field, int perChunk, Optional<Chunks> chunks) throws UnfitException {
        if (!FIELDS.contains(field)) {
            throw new UnfitException(
                    "field", "A chunk has no field " + field + ". It has " + String.join(", ", FIELDS) + ".");
        }
        if (perChunk < 1) {
            throw new UnfitException("field", "There are " + perChunk + " rows for each chunk. Ask for at least 1.");
        }
        this.field = field;
        this.perChunk = perChunk;
        this.chunks = chunks;
    }

    @Override
    public JsonElement sample(Draw draw) throws DataException {
        Chunks all = chunks.orElseThrow(() -> new DataException.RunStopped(
                "The column " + draw.column() + " is a part of a document, and no documents were given.",
                "Name the file or folder of the documents in the recipe or at the start.",
                null));
        long index = draw.row() / perChunk;
        if (index >= all.count()) {
            throw new DataException.RunStopped(
                    "The documents are used up: they have " + all.count() + " chunks, for " + perChunk + " rows each.",
                    "Ask for fewer rows, add documents, or ask for more rows for each chunk.",
                    null);
        }
        return field(all.get(index));
    }

    @Override
    public long slots() {
        long count = chunks.map(Chunks::count).orElse(Long.MAX_VALUE);
        return count > Long.MAX_VALUE / perChunk ? Long.MAX_VALUE : count * perChunk;
    }

    private JsonElement field(Chunk chunk) {
        return switch (field) {
            case "text" -> new JsonPrimitive(chunk.text());
            case "before" -> new JsonPrimitive(chunk.before());
            case "document" -> new JsonPrimitive(chunk.document());
            case "title" -> new JsonPrimitive(chunk.title());
            case "page" ->
                chunk.page().isPresent() ? new JsonPrimitive(chunk.page().getAsInt()) : JsonNull.INSTANCE;
            case "index" -> new JsonPrimitive(chunk.index());
            case "offset" -> new JsonPrimitive(chunk.offset());
            default -> new JsonPrimitive(chunk.tokens());
        };
    }
}
