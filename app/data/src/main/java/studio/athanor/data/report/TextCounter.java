package studio.athanor.data.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Gathers what the texts of one column are like. */
final class TextCounter {

    private static final int SAMPLE = 2_000;
    private static final int LONGEST = 20_000;

    private final String column;
    private final LengthCounter words = new LengthCounter();
    private final LengthCounter tokens = new LengthCounter();
    private final Sample<String> sample;

    TextCounter(String column, long seed) {
        this.column = column;
        sample = new Sample<>(SAMPLE, seed);
    }

    String column() {
        return column;
    }

    void add(long row, String text, int wordCount) throws IOException {
        words.add(wordCount);
        sample.offer(row, () -> text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }

    void addTokens(int generated) {
        tokens.add(generated);
    }

    TextFigures figures() {
        List<String> texts = sample.byChance().stream().map(Sample.Taken::what).toList();
        Distribution ofTokens = tokens.distribution();
        return new TextFigures(
                column,
                words.distribution(),
                ofTokens.count() == 0 ? Optional.empty() : Optional.of(ofTokens),
                TextDiversity.of(texts));
    }
}
