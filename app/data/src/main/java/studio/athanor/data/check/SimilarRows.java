package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers texts by {@link MinHash} signatures. */
final class SimilarRows implements SeenRows {

    private final MinHash hash = new MinHash();
    private final SignatureIndex index;
    private final RowNumbers rows = new RowNumbers();
    private final int least;
    private final double threshold;
    private @Nullable Signed last;

    /** The signature of the row that was looked at last. */
    private record Signed(long row, String text, long[] signature) {}

    SimilarRows(double threshold) {
        this.threshold = threshold;
        least = (int) Math.max(1, Math.ceil(threshold * MinHash.PERMUTATIONS - 1e-9));
        index = new SignatureIndex(Banding.of(threshold));
    }

    @Override
    public Optional<Near> nearest(List<JsonElement> values, long row) {
        SignatureIndex.Match match = index.nearest(signature(values, row), least);
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
        index.add(signature(values, row));
        rows.add(row);
    }

    private long[] signature(List<JsonElement> values, long row) {
        String text = NoveltyText.readable(values);
        Signed known = last;
        if (known == null || known.row() != row || !known.text().equals(text)) {
            known = new Signed(row, text, hash.signature(Shingles.of(text)));
            last = known;
        }
        return known.signature();
    }
}
