package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FencedBlockTest {

    @Test
    void findsTheFirstBlock() {
        assertThat(FencedBlock.first("Sure:\n```python\nx = 1\n```\nand\n```\ny\n```"))
                .hasValue("x = 1\n");
        assertThat(FencedBlock.first("~~~\na\n~~~")).hasValue("a\n");
        assertThat(FencedBlock.first("  ```sql\r\nSELECT 1\r\n  ```\r\n")).hasValue("SELECT 1\n");
    }

    @Test
    void closesWithAtLeastTheFenceThatOpened() {
        assertThat(FencedBlock.first("````\n```\na\n```\n````")).hasValue("```\na\n```\n");
        assertThat(FencedBlock.first("```\na\n`````\nb")).hasValue("a\n");
        assertThat(FencedBlock.first("```\na\n~~~\nb\n```")).hasValue("a\n~~~\nb\n");
    }

    @Test
    void goesToTheEndWhereNothingCloses() {
        assertThat(FencedBlock.first("```\na\nb")).hasValue("a\nb\n");
        assertThat(FencedBlock.first("```")).hasValue("");
    }

    @Test
    void findsNoneInPlainText() {
        assertThat(FencedBlock.first("a `b` c")).isEmpty();
        assertThat(FencedBlock.first("```inline``` code")).isEmpty();
        assertThat(FencedBlock.first("")).isEmpty();
    }
}
