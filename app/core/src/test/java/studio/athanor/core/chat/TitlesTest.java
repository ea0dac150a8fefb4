package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    What is lead? And gold?            | What is lead?
                    ## Heading                         | Heading
                    - a list item                      | a list item
                    3 apples                           | 3 apples
                    1. first                           | first
                    **bold** words                     | bold** words
                    🙂                                 | 🙂
                    """)
    void takesTheFirstSentence(String text, String title) {
        assertThat(Titles.of(text, List.of())).isEqualTo(title);
    }

    @Test
    void cutsLongTitlesAtAWord() {
        String title = Titles.of("word ".repeat(40), List.of());
        assertThat(title).endsWith("word…").hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void neverCutsWithinACharacter() {
        String title = Titles.of("🙂".repeat(200), List.of());
        assertThat(title.codePointCount(0, title.length())).isEqualTo(60);
        assertThat(title.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
    }

    @Test
    void namesAMessageOfFilesAfterTheFirst() {
        assertThat(Titles.of(" ", List.of(new Attachment("report.csv", "a")))).isEqualTo("report.csv");
        assertThat(Titles.of("", List.of())).isEqualTo("New chat");
    }
}
