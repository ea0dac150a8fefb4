package studio.athanor.engines.grammar.gbnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GbnfGrammarTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'root ::= \"a\" | \"b\"'; 'a'; 'ab'",
                "'root ::= [a-c]+ \"!\"?'; 'abc!'; '!'",
                "'root ::= [^a-c]{2,3}'; 'xyz'; 'xa'",
                "'root ::= \"\\x41\\u00e9\\U0001F600\"'; 'Aé😀'; 'A'",
                "'root ::= (\"ab\" | \"c\"){2}'; 'abc'; 'ab'",
                "'root ::= item (\",\" item)*\nitem ::= [0-9]+'; '1,22,3'; '1,,2'",
                "'# note\nroot ::= \"a\" | # more\n  \"b\"\n'; 'b'; ''",
                "'root ::= (\n \"x\"\n . )\n'; 'xy'; 'x'",
                "'root ::= \"(\" root \")\" | \"\"'; '((()))'; '(()'",
                "'root ::= [\\[\\]\\-\\\\]*'; '[]-\\'; 'a'",
                "'root ::= \"ab\"*'; 'abab'; 'aba'",
                "'root ::= \"a\"{2,}'; 'aaaa'; 'a'",
                "'root ::= \"a\"{0}\"b\"'; 'b'; 'ab'",
            })
    void acceptsSentencesAndNothingElse(String gbnf, String sentence, String other) throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse(gbnf);

        assertThat(grammar.accepts(sentence)).isTrue();
        assertThat(grammar.accepts(other)).isFalse();
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            String made = grammar.sentence(random, 30);
            assertThat(grammar.accepts(made)).as(made).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'root ::= root \"a\" | \"b\"'; 1; left recursion",
                "'root ::= a\na ::= b\nb ::= root \"x\" | \"y\"'; 1; left recursion",
                "'root ::= \"x\" e\ne ::= f e \"x\"\nf ::= g\ng ::= \"\" | \"y\"'; 2; left recursion",
                "'root ::= (\"a\"?)*'; 1; left recursion",
                "'root ::= \"a\"\nb ::= c'; 2; c is not defined",
                "'a ::= \"b\"'; 1; no rule named root",
                "'root ::= \"a\"\n\nroot = \"b\"'; 3; expected ::=",
                "'root ::= \"\\q\"'; 1; unknown escape",
                "'root ::= \"abc'; 1; ends inside",
                "'root ::= [abc'; 1; ends inside",
                "'root ::= []'; 1; class is empty",
                "'root ::= *'; 1; nothing stands before",
                "'root ::= \"a\"{3,2}'; 1; at least 3 and at most 2",
                "'root ::= \"a\"{5000}'; 1; more than 2000",
                "'root ::= (\"a\"{100} \"b\"{0,100}){100}'; 1; multiplies",
                "'root ::= \"a\" )'; 1; unexpected",
                "'root ::= <think'; 1; token",
            })
    void refusesWithTheLineAndTheReason(String gbnf, int line, String problem) {
        GbnfException refusal = catchThrowableOfType(GbnfException.class, () -> GbnfGrammar.parse(gbnf));

        assertThat(refusal).hasMessageContaining(problem);
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.remedy()).endsWith(".");
    }

    @Test
    void refusesWhatTakesLlamaCppExponentialTimeToCheck() {
        String doubling = IntStream.range(0, 60)
                .mapToObj(i -> "%s ::= r%d | r%d".formatted(i == 0 ? "root" : "r" + i, i + 1, i + 1))
                .collect(Collectors.joining("\n", "", "\nr60 ::= \"x\""));

        assertThat(catchThrowableOfType(GbnfException.class, () -> GbnfGrammar.parse(doubling)))
                .hasMessageContaining("too many ways");
    }

    @Test
    void refusesDeepGroupsWithoutExhaustingTheStack() {
        String deep = "root ::= " + "(".repeat(100_000) + "\"a\"" + ")".repeat(100_000);

        assertThat(catchThrowableOfType(GbnfException.class, () -> GbnfGrammar.parse(deep)))
                .hasMessageContaining("deeper than 200");
    }

    @Test
    void readsTokensButMatchesNoTextWithThem() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse("root ::= <[7]> !<think> \"a\" | \"b\"");

        assertThat(grammar.accepts("a")).isFalse();
        assertThat(grammar.accepts("b")).isTrue();
    }

    @Test
    void equalSeedsGiveEqualSentences() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse("root ::= [a-z]+ (\" \" [a-z]+)*");

        assertThat(grammar.sentence(new Random(3), 40)).isEqualTo(grammar.sentence(new Random(3), 40));
    }

    @Test
    void tellsPrefixesFromDeadEnds() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse("root ::= \"{\" \"a\"+ \"}\"");

        assertThat(grammar.acceptsPrefix("{aa")).isTrue();
        assertThat(grammar.acceptsPrefix("{}")).isFalse();
    }
}
