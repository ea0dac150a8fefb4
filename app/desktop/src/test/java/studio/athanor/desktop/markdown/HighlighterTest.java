package studio.athanor.desktop.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighlighterTest {

    /** A language, some code, and the pieces in it that have a colour. */
    static Stream<List<String>> cases() {
        return Stream.of(
                List.of("java", "return 1; // x", "return=KEYWORD 1=NUMBER // x=COMMENT"),
                List.of("java", "@Override List<A> f()", "@Override=ANNOTATION List=TYPE f=FUNCTION"),
                List.of("python", "x = 'a#b' # c", "'a#b'=STRING # c=COMMENT"),
                List.of("ts", "const a = `b`", "const=KEYWORD `b`=STRING"),
                List.of("json", "{\"a\": [1, null]}", "\"a\"=PROPERTY 1=NUMBER null=KEYWORD"),
                List.of("bash", "echo \"$A\" $B # c", "echo=TYPE \"$A\"=STRING $B=VARIABLE # c=COMMENT"),
                List.of("sql", "SELECT a from b -- c", "SELECT=KEYWORD from=KEYWORD -- c=COMMENT"),
                List.of("yaml", "a-b: true", "a-b=PROPERTY true=KEYWORD"),
                List.of("css", "color: #fff;", "color=PROPERTY #fff=VARIABLE"),
                List.of("html", "<a href=\"x\">t</a>", "<a=KEYWORD href=PROPERTY \"x\"=STRING >=KEYWORD </a>=KEYWORD"),
                List.of("go", "func f() string", "func=KEYWORD f=FUNCTION string=TYPE"),
                List.of("rust", "let x: u8 = 1;", "let=KEYWORD u8=TYPE 1=NUMBER"),
                List.of("c++", "#include <a>", "#include=ANNOTATION"),
                List.of("none", "return 1", ""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coloursWhatMatters(List<String> given) {
        String found = Highlighter.of(given.get(0)).tokens(given.get(1), Highlighter.START).stream()
                .filter(token -> token.kind() != TokenKind.PLAIN)
                .map(token -> token.text().strip() + "=" + token.kind())
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(given.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "python", "html", "json", "bash", "sql", "css", "yaml", "rust", "toml", "unknown"})
    void givesBackEveryCharacter(String language) {
        String code = "a \"b\n /* c\n*/ 'd' `e` <f g='h'> # i\n\"\"\" j\nk \\";
        Highlighter highlighter = Highlighter.of(language);
        int state = Highlighter.START;
        for (String line : code.split("\n", -1)) {
            List<Token> tokens = highlighter.tokens(line, state);
            assertThat(String.join("", tokens.stream().map(Token::text).toList()))
                    .isEqualTo(line);
            state = highlighter.endState(line, state);
        }
    }

    @Test
    void carriesAnOpenCommentToTheNextLines() {
        Highlighter java = Highlighter.of("java");
        int state = java.endState("int a; /* open", Highlighter.START);
        assertThat(java.tokens("still */ int b;", state)).first().isEqualTo(new Token("still */ ", TokenKind.COMMENT));
        assertThat(java.endState("closed */", state)).isEqualTo(Highlighter.START);
    }
}
