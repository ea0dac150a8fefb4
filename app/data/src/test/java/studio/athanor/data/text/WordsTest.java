package studio.athanor.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void countsWordsAsItHashesThem() {
        Map<String, Integer> counts = Map.of(
                "", 0,
                "  . ", 0,
                "one", 1,
                "one, two; THREE-4", 4,
                "naïve Ünicode", 2,
                "日本語 text", 4,
                "नमस्ते दुनिया", 2,
                "a😀b", 2);
        counts.forEach((text, count) -> {
            assertThat(Words.count(text)).as(text).isEqualTo(count);
            assertThat(Words.hashes(text)).as(text).hasSize(count);
        });
    }

    @Test
    void takesCasesAlikeAndOrderNot() {
        assertThat(Words.hashes("Red fox!")).isEqualTo(Words.hashes("red FOX"));
        assertThat(Words.hashes("fox red")).isNotEqualTo(Words.hashes("red fox"));
        assertThat(Words.grams(Words.hashes("a b c d"), 3)).hasSize(2);
        assertThat(Words.grams(Words.hashes("a b"), 3)).isEmpty();
    }
}
