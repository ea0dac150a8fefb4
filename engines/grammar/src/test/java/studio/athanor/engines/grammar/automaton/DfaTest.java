package studio.athanor.engines.grammar.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DfaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "^a", "a$", "^a$", "^a|b$", "a*b+c?", "^(a|b)*abb$", "^a{2,3}$", "^(ab?){2}c{0,1}$", "^[ab]+[^a]$",
                "^(?:a|bc)*?$", "^$", "", "(^a|b)c", "a(b|$)", "^[^abc]*$", "^\\w\\W?$", "b{2}", "^(a*)*$", "^.b.$"
            })
    void agreesWithJavasRegularExpressions(String regex) throws Exception {
        Dfa dfa = Dfa.matching(regex);
        Pattern pattern = Pattern.compile(regex.replace("$", "\\z"));
        Random random = new Random(5);

        for (int i = 0; i < 400; i++) {
            String text = random.ints(random.nextInt(7), 0, 5)
                    .mapToObj("abc -"::charAt)
                    .map(String::valueOf)
                    .reduce("", String::concat);
            assertThat(dfa.accepts(text))
                    .as("%s on '%s'", regex, text)
                    .isEqualTo(pattern.matcher(text).find());
        }
    }

    @Test
    void readsCodePointEscapes() throws Exception {
        assertThat(Dfa.matching("^\\u00e9\\x41\\u{1F600}\\ud83d\\ude00$").accepts("éA😀😀"))
                .isTrue();
    }

    @Test
    void takesTheSmallReadingOfSpaceForMatchesAndTheLargeOneForNonMatches() throws Exception {
        assertThat(Dfa.matching("^\\s$").accepts("\u00A0")).isFalse();
        assertThat(Dfa.possiblyMatching("^\\s$").accepts("\u00A0")).isTrue();
        assertThat(Dfa.matching("^[^\\s]$").accepts("\u00A0")).isFalse();
    }

    @Test
    void combinesLanguages() throws Exception {
        Dfa vowels = Dfa.matching("^[aeiou]+$");
        Dfa words = Dfa.words(List.of("aa", "ab", "e"));

        assertThat(vowels.and(words)).isEqualTo(Dfa.words(List.of("aa", "e")));
        assertThat(words.minus(vowels)).isEqualTo(Dfa.words(List.of("ab")));
        assertThat(Dfa.words(List.of("x")).or(words).accepts("x")).isTrue();
        assertThat(words.withLength(2, 2)).isEqualTo(Dfa.words(List.of("aa", "ab")));
        assertThat(words.and(Dfa.words(List.of("z"))).isEmpty()).isTrue();
    }

    @Test
    void measuresLengths() throws Exception {
        assertThat(Dfa.matching("^a{2,5}$").shortest()).isEqualTo(2);
        assertThat(Dfa.matching("^a{2,5}$").longest()).isEqualTo(5);
        assertThat(Dfa.matching("^a+$").longest()).isEqualTo(Integer.MAX_VALUE);
    }
}
