package studio.athanor.data.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import studio.athanor.data.documents.extract.Block;
import studio.athanor.data.documents.extract.Extracted;

class ChunkerTest {

    private static final TokenCounter WORDS = TokenCounter.words();

    @Test
    void keepsParagraphsWhole() {
        Extracted document = document("One two three four. Five six.", "Seven eight nine ten. Eleven.");

        List<Chunk> chunks = new Chunker(new ChunkOptions(10, 0), WORDS).chunks("a.txt", document, 5);

        assertThat(chunks)
                .extracting(Chunk::text)
                .containsExactly("One two three four. Five six.", "Seven eight nine ten. Eleven.");
        assertThat(chunks).extracting(Chunk::index).containsExactly(5L, 6L);
        assertThat(chunks.getLast().offset()).isEqualTo(31);
    }

    @Test
    void cutsLongParagraphsAtSentences() {
        Extracted document = document("One two three. Four five six. Seven eight nine.");

        List<Chunk> chunks = new Chunker(new ChunkOptions(8, 4), WORDS).chunks("a.txt", document, 0);

        assertThat(chunks)
                .extracting(Chunk::text)
                .containsExactly("One two three. Four five six.", "Seven eight nine.");
        assertThat(chunks).extracting(Chunk::before).containsExactly("", "Four five six.");
    }

    @Test
    void doesNotLeaveAHeadingBehind() {
        Extracted document = new Extracted(
                "T",
                List.of(
                        new Block("One two three four.", false, 0),
                        new Block("Heading", true, 0),
                        new Block("Five six seven eight nine.", false, 0)),
                "");

        List<Chunk> chunks = new Chunker(new ChunkOptions(7, 0), WORDS).chunks("a.txt", document, 0);

        assertThat(chunks)
                .extracting(Chunk::text)
                .containsExactly("One two three four.", "Heading\n\nFive six seven eight nine.");
    }

    @Test
    void cutsWordsThatAreTooLongAtLetters() {
        TokenCounter letters = text -> text.codePointCount(0, text.length());

        List<Chunk> chunks =
                new Chunker(new ChunkOptions(4, 0), letters).chunks("a.txt", document("abcdefghij🙂🙂🙂"), 0);

        assertThat(chunks).extracting(Chunk::text).containsExactly("abcd", "efgh", "ij🙂🙂", "🙂");
    }

    @Test
    void losesNothingAndKeepsTheLimit() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 300; run++) {
            Extracted document = randomDocument(random);
            String text = Chunker.text(document);
            int limit = 3 + random.nextInt(40);
            List<Chunk> chunks =
                    new Chunker(new ChunkOptions(limit, random.nextInt(limit)), WORDS).chunks("a.txt", document, 0);

            long at = 0;
            for (Chunk chunk : chunks) {
                assertThat(text.substring((int) at, (int) chunk.offset())).isBlank();
                assertThat(text.substring((int) chunk.offset())).startsWith(chunk.text());
                assertThat(WORDS.count(chunk.text()))
                        .as(chunk.text())
                        .isEqualTo(chunk.tokens())
                        .isBetween(1, limit);
                at = chunk.offset() + chunk.text().length();
            }
            assertThat(text.substring((int) at)).isBlank();
        }
    }

    private static Extracted randomDocument(SplittableRandom random) {
        List<Block> blocks = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            int words = 1 + random.nextInt(40);
            for (int w = 0; w < words; w++) {
                text.append(w == 0 ? "" : random.nextInt(9) == 0 ? "\n" : " ")
                        .append("word", 0, 1 + random.nextInt(4))
                        .append(random.nextInt(6) == 0 ? "." : "");
            }
            blocks.add(new Block(text.toString(), words < 4 && random.nextBoolean(), 0));
        }
        return new Extracted("T", blocks, "");
    }

    private static Extracted document(String... paragraphs) {
        List<Block> blocks = new ArrayList<>();
        for (String paragraph : paragraphs) {
            blocks.add(new Block(paragraph, false, 0));
        }
        return new Extracted("", blocks, "");
    }
}
