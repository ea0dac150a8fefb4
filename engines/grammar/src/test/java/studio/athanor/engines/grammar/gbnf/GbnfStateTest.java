package studio.athanor.engines.grammar.gbnf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GbnfStateTest {

    private static final String NESTED = """
            root ::= value
            value ::= "[" (value ("," value)*)? "]" | string | [0-9]{1,3}
            string ::= "\\"" [^"\\\\\\x00-\\x1F]* "\\""
            """;

    @Test
    void followsSentencesOfANestedGrammarToTheirEnd() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse(NESTED);
        GbnfState start = grammar.start();
        Random random = new Random(7);

        for (int i = 0; i < 200; i++) {
            String sentence = grammar.sentence(random, i);
            GbnfState end = start.next(sentence.getBytes(StandardCharsets.UTF_8));
            assertThat(end != null && end.isComplete()).as(sentence).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "]", "[1", "[1]", "[1,", "1234", "\"ä", "\"ä\"", "\"\n\"", "[\"😀\",[[]]]", "[,]", "x"})
    void agreesWithTheMatcherOnEveryPrefix(String text) throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse(NESTED);
        GbnfState state = grammar.start().next(text.getBytes(StandardCharsets.UTF_8));

        assertThat(state != null).isEqualTo(grammar.acceptsPrefix(text));
        assertThat(state != null && state.isComplete()).isEqualTo(grammar.accepts(text));
    }

    @Test
    void refusesALeadByteThatNoAcceptedCharacterHas() throws Exception {
        GbnfState state = GbnfGrammar.parse("root ::= [a-zé]+").start();

        assertThat(follow(state, 0xC3)).isNotNull();
        assertThat(follow(state, 0xC3, 0xA9)).isNotNull();
        assertThat(follow(state, 0xC3, 0xA8)).isNull();
        assertThat(follow(state, 0xC4)).isNull();
        assertThat(follow(state, 0xE0)).isNull();
        assertThat(follow(state, 0xF0)).isNull();
    }

    @Test
    void refusesOverlongFormsSurrogatesAndCharactersBeyondUnicode() throws Exception {
        GbnfState state = GbnfGrammar.parse("root ::= .+").start();

        assertThat(follow(state, 0xC0)).isNull();
        assertThat(follow(state, 0xE0, 0x80)).isNull();
        assertThat(follow(state, 0xE0, 0xA0, 0x80)).isNotNull();
        assertThat(follow(state, 0xF0, 0x80)).isNull();
        assertThat(follow(state, 0xF0, 0x90, 0x80, 0x80)).isNotNull();
        assertThat(follow(state, 0xED, 0xA0)).isNull();
        assertThat(follow(state, 0xF4, 0x90)).isNull();
        assertThat(follow(state, 0xF5)).isNull();
    }

    @Test
    void knowsHowFarTheNearestEndIs() throws Exception {
        GbnfState state = GbnfGrammar.parse(
                        "root ::= \"{\" pair (\",\" pair)* \"}\"\npair ::= [a-zß€]+ \":\" ([0-9] | root)")
                .start();

        assertThat(state.leastBytes()).isEqualTo(5);
        assertThat(after(state, "{a")).isEqualTo(3);
        assertThat(after(state, "{a:1")).isEqualTo(1);
        assertThat(after(state, "{a:1}")).isZero();
        assertThat(after(state, "{a:{")).isEqualTo(5);
        GbnfState cut = follow(state, '{', 0xE2, 0x82);
        assertThat(cut == null ? -1 : cut.leastBytes()).isEqualTo(4);
    }

    private static int after(GbnfState start, String text) {
        GbnfState state = start.next(text.getBytes(StandardCharsets.UTF_8));
        return state == null ? -1 : state.leastBytes();
    }

    @Test
    void keepsOneStatePerPlace() throws Exception {
        GbnfState state = GbnfGrammar.parse("root ::= \"a\"* \"b\"").start();

        assertThat(follow(state, 'a', 'a')).isSameAs(follow(state, 'a'));
    }

    private static @Nullable GbnfState follow(GbnfState start, int... bytes) {
        byte[] values = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = (byte) bytes[i];
        }
        return start.next(values);
    }
}
