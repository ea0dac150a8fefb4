package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Remembers texts by {@link MinHash} signatures. */
final class SimilarRows implements SeenRows {

    private final MinHash hash = new MinHash();
    private final SignatureIndex index;
    private final RowNumbers rows = new RowNumbers();
    private final int least;
    private final double threshold;

    /** What the row that was looked at last came to. */
    private String lastText = "";

    private long[] last = new long[0];

    SimilarRows(double threshold) {
        this.threshold = threshold;
        least = (int) Math.max(1, Math.ceil(threshold * MinHash.PERMUTATIONS - 1e-9));
        index = new SignatureIndex(Banding.of(threshold));
    }

    @Override
    public Optional<Near> nearest(List<JsonElement> values) {
        SignatureIndex.Match match = index.nearest(signature(values), least);
        if (match.index() < 0) {
            return Optional.empty();
        }
        long near = rows.get(match.index());
        double similarity = (double) match.equal() / MinHash.PERMUTATIONS;
        return Optional.of(new Near(
                near,
                String.format(
                        Locale.ROOT, "is %.2f like row %d; less than %s is asked for.", similarity, near, threshold)));
    }

    @Override
    public void add(List<JsonElement> values, long row) {
        index.add(signature(values));
        rows.add(row);
    }

    private long[] signature(List<JsonElement> values) {
        String text = NoveltyText.readable(values);
        if (last.length == 0 || !text.equals(lastText)) {
            last = hash.signature(Shingles.of(text));
            lastText = text;
        }
        return last;
    }
}
