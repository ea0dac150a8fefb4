package studio.athanor.data.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.EngineException;

/** Remembers values by their embeddings, compared by exact cosine with every accepted row. */
final class NearRows implements SeenRows {

    private final String slot;
    private final Embedder embedder;
    private final double threshold;
    private final RowNumbers rows = new RowNumbers();
    private @Nullable VectorIndex index;

    /** What the row that was looked at last came to. */
    private String lastText = "";

    private float[] last = new float[0];

    NearRows(String slot, Embedder embedder, double threshold) {
        this.slot = slot;
        this.embedder = embedder;
        this.threshold = threshold;
    }

    @Override
    public Optional<Near> nearest(List<JsonElement> values) throws EngineException, InterruptedException {
        float[] vector = vector(values);
        VectorIndex seen = index;
        if (seen == null || seen.dimensions() != vector.length) {
            return Optional.empty();
        }
        VectorIndex.Match match = seen.nearest(vector, threshold);
        if (match.index() < 0) {
            return Optional.empty();
        }
        long near = rows.get(match.index());
        return Optional.of(new Near(
                near,
                String.format(
                        Locale.ROOT,
                        "has a cosine of %.3f with row %d; less than %s is asked for.",
                        match.cosine(),
                        near,
                        threshold)));
    }

    @Override
    public void add(List<JsonElement> values, long row) throws EngineException, InterruptedException {
        float[] vector = vector(values);
        VectorIndex seen = index;
        if (seen == null) {
            seen = new VectorIndex(vector.length);
            index = seen;
        }
        if (seen.dimensions() == vector.length) {
            seen.add(vector);
            rows.add(row);
        }
    }

    private float[] vector(List<JsonElement> values) throws EngineException, InterruptedException {
        float[] own = own(values);
        if (own.length > 0) {
            return VectorIndex.normalised(own);
        }
        String text = values.stream().map(CellText::readable).collect(Collectors.joining("\n"));
        if (last.length == 0 || !text.equals(lastText)) {
            last = VectorIndex.normalised(embedder.embed(slot, text));
            lastText = text;
        }
        return last;
    }

    /** Returns the components where the value itself is a vector, or nothing. */
    private static float[] own(List<JsonElement> values) {
        if (values.size() != 1 || !(values.getFirst() instanceof JsonArray array)) {
            return new float[0];
        }
        float[] vector = new float[array.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!(array.get(i) instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
                return new float[0];
            }
            vector[i] = primitive.getAsFloat();
        }
        return vector;
    }
}
