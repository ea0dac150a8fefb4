package studio.athanor.data.check.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSyntaxTest {

    static List<String> accepted() {
        return cases("accepted.txt");
    }

    static List<String> rejected() {
        return cases("rejected.txt");
    }

    private static List<String> cases(String name) {
        try (InputStream file = PythonSyntaxTest.class.getResourceAsStream(name)) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.split("\n%%\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource
    void accepted(String source) {
        assertThat(PythonSyntax.fault(source)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void rejected(String source) {
        assertThat(PythonSyntax.fault(source)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x = 1\r\ny = 2\r\n", "if a:\r    b\rc", "\uFEFFx = 1", "\f\nx = 1", "", "\n\n", "x = 1\n    "})
    void readsAllLineEnds(String source) {
        assertThat(PythonSyntax.fault(source)).isEmpty();
    }

    @Test
    void refusesNullCharacters() {
        assertThat(PythonSyntax.fault("x = '\0'")).isNotEmpty();
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThat(PythonSyntax.fault("x = 1\nif x\n    y\n"))
                .hasValue("line 2: expected ':' instead of the end of the line");
        assertThat(PythonSyntax.fault("x = (1,\n\n")).hasValue("line 1: '(' was never closed");
        assertThat(PythonSyntax.fault("if x:\ny")).hasValue("line 2: expected an indented block");
        assertThat(PythonSyntax.fault("hello world")).hasValue("line 1: did not expect 'world'");
    }

    @Test
    void nestsAsDeepAsCPythonDoes() {
        assertThat(PythonSyntax.fault("(".repeat(200) + ")".repeat(200))).isEmpty();
        assertThat(PythonSyntax.fault("(".repeat(201) + ")".repeat(201))).isNotEmpty();
        assertThat(PythonSyntax.fault(blocks(99))).isEmpty();
        assertThat(PythonSyntax.fault(blocks(100))).isNotEmpty();
    }

    private static String blocks(int levels) {
        StringBuilder source = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            source.append(" ".repeat(level)).append("if a:\n");
        }
        return source.append(" ".repeat(levels)).append("b\n").toString();
    }

    static List<String> hostile() {
        return List.of(
                "(".repeat(100_000),
                "[".repeat(100_000) + "]".repeat(100_000),
                "not ".repeat(50_000) + "x",
                "-".repeat(100_000) + "x",
                "lambda: ".repeat(20_000) + "x",
                "x if y else ".repeat(20_000) + "z",
                "x ** ".repeat(30_000) + "z",
                "x + ".repeat(50_000) + "z",
                "x = ".repeat(50_000) + "z",
                "a.".repeat(50_000) + "b",
                "a" + "[0]".repeat(50_000),
                "f\"{".repeat(50_000),
                "f\"{x:".repeat(20_000),
                "\"".repeat(99_999),
                "\\\n".repeat(50_000),
                "with (".repeat(20_000),
                "with (a as b, ".repeat(10_000),
                "match ".repeat(20_000),
                "match x:\n case ".repeat(10_000),
                "if a: ".repeat(20_000),
                "\n ".repeat(50_000),
                "\t \f".repeat(50_000) + "x",
                "1".repeat(100_000),
                "await ".repeat(30_000) + "x",
                "*".repeat(50_000) + "x",
                "@a\n".repeat(30_000),
                "try:\n x\nexcept ".repeat(10_000),
                "x for x in ".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Timeout(10)
    void endsOnHostileTexts(String source) {
        long start = System.nanoTime();

        PythonSyntax.fault(source);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
