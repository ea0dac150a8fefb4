package studio.athanor.desktop.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownStreamTest {

    private static final String DOCUMENT = """
            # Title
            Some *text* that
            goes on, with `code` and a [link](https://example.org/a).

            - one
            - two
              with more

              and a paragraph
            - three

              ```java
              int a = 1;
              ```
            1. first
            2. second
               - nested
            3. third

            > quoted
            > more
            lazy

            ```python
            def f():
                '''doc
                string'''
                return 1
            ```

            | a | b |
            |---|---|
            | 1 | 2 |
            | 3 | 4 |

            Heading
            =======
            #nospace
            ---
            last
            """;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsAsTheWholeDocumentWouldBeRead(long seed) {
        Random random = new Random(seed);
        MarkdownStream stream = new MarkdownStream();
        for (int at = 0; at < DOCUMENT.length(); ) {
            int to = Math.min(DOCUMENT.length(), at + 1 + random.nextInt(7));
            stream.append(DOCUMENT.substring(at, to));
            stream.leaves();
            at = to;
        }
        assertThat(MarkdownTest.sketch(stream.leaves())).isEqualTo(MarkdownTest.sketch(Markdown.parse(DOCUMENT)));
        assertThat(stream.leaves().stream().map(Leaf::space))
                .isEqualTo(Markdown.parse(DOCUMENT).stream().map(Leaf::space).toList());
    }

    @Test
    void keepsSettledLeavesTheSameObjects() {
        MarkdownStream stream = new MarkdownStream();
        stream.append("one\n\ntwo\n\nthree\n");
        List<Leaf> before = stream.leaves();
        int settled = stream.settledCount();
        assertThat(settled).isEqualTo(2);
        stream.append("and more\n\nfour");
        List<Leaf> after = stream.leaves();
        for (int i = 0; i < settled; i++) {
            assertThat(after.get(i)).isSameAs(before.get(i));
        }
        assertThat(after).hasSize(4);
    }

    @Test
    void doesNotSettleBeforeALineIsComplete() {
        MarkdownStream stream = new MarkdownStream();
        stream.append("Foo\n#");
        stream.leaves();
        stream.append("bar");
        assertThat(MarkdownTest.sketch(stream.leaves())).isEqualTo("p Foo⏎#bar");
    }

    @Test
    void numbersItemsOnWhereTheyAreSettledOneByOne() {
        MarkdownStream stream = new MarkdownStream();
        for (int i = 0; i < 5; i++) {
            stream.append("1. item\n");
            stream.leaves();
        }
        assertThat(stream.settledCount()).isGreaterThan(2);
        assertThat(MarkdownTest.sketch(stream.leaves()))
                .isEqualTo("[1.]p item|[2.]p item|[3.]p item|[4.]p item|[5.]p item");
    }

    @Test
    void showsTheRestAsItIsWhenOneBlockNeverEnds() {
        MarkdownStream stream = new MarkdownStream();
        for (int i = 0; i < 12; i++) {
            stream.append("z".repeat(100_000));
            stream.leaves();
        }
        assertThat(Leaf.text(stream.leaves()).replace("\n", "")).hasSize(1_200_000);
    }
}
