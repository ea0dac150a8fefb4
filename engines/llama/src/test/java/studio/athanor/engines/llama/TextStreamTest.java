package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextStreamTest {

    @Test
    void joinsCharactersThatAreCutAnywhere() {
        String text = "aß€😀\u0301z";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < bytes.length; cut++) {
            Utf8Assembler assembler = new Utf8Assembler();
            StringBuilder joined = new StringBuilder();
            for (int from = 0; from < bytes.length; from += cut) {
                byte[] piece = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + cut));
                String whole = assembler.append(piece);
                assertThat(whole).doesNotContain("\uFFFD");
                joined.append(whole);
            }
            assertThat(joined.append(assembler.finish())).hasToString(text);
        }
    }

    @Test
    void replacesBytesThatAreNoText() {
        Utf8Assembler assembler = new Utf8Assembler();

        assertThat(assembler.append(new byte[] {'a', (byte) 0xFF, 'b'})).isEqualTo("a\uFFFDb");
        assertThat(assembler.append(new byte[] {(byte) 0xE2, (byte) 0x82})).isEmpty();
        assertThat(assembler.append(new byte[] {'x'})).isEqualTo("\uFFFDx");
        assertThat(assembler.append(new byte[] {(byte) 0xF0})).isEmpty();
        assertThat(assembler.finish()).isEqualTo("\uFFFD");
    }

    @Test
    void endsBeforeTheFirstStopStringHoweverTheTextIsCut() {
        String text = "one\ntwo\n\nthree";
        for (int cut = 1; cut < text.length(); cut++) {
            StopStrings stops = new StopStrings(List.of("\n\n", "three", "nothing"));
            StringBuilder answer = new StringBuilder();
            for (int from = 0; from < text.length(); from += cut) {
                answer.append(stops.append(text.substring(from, Math.min(text.length(), from + cut))));
            }
            assertThat(answer).hasToString("one\ntwo");
            assertThat(stops.stopped()).isTrue();
        }
    }

    @Test
    void holdsBackOnlyWhatMayBecomeAStopString() {
        StopStrings stops = new StopStrings(List.of("STOP"));

        assertThat(stops.append("go ST")).isEqualTo("go ");
        assertThat(stops.append("AY S")).isEqualTo("STAY ");
        assertThat(stops.finish()).isEqualTo("S");
        assertThat(stops.stopped()).isFalse();
    }
}
