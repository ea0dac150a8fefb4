package studio.athanor.data.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlEditTest {

    private static final String BLOCK = """
            # head
            a: 1 # one
            b: |
              x

              y

            # about c
            c:
              - p # first
              # about q
              - q
            d: # why
              e: 2
              f: [1,
                2] # two

            # foot
            """;

    @Test
    void replacesAValueAndKeepsTheCommentBehindIt() {
        assertThat(set(BLOCK, "a", "5")).isEqualTo(BLOCK.replace("a: 1 # one", "a: 5 # one"));
        assertThat(set(BLOCK, "a", "'x\\ny\\n'")).isEqualTo(BLOCK.replace("a: 1 # one", "a: | # one\n  x\n  y"));
        assertThat(set(BLOCK, "b", "'z'")).isEqualTo(BLOCK.replace("b: |\n  x\n\n  y", "b: z"));
        assertThat(set(BLOCK, "d", "7"))
                .isEqualTo(BLOCK.replace("d: # why\n  e: 2\n  f: [1,\n    2] # two", "d: 7 # why"));
    }

    @Test
    void addsAFieldWhereItBelongs() {
        assertThat(new YamlEdit(BLOCK, false).set(root(BLOCK), "bb", json("1"), List.of("a", "b", "bb", "c")))
                .isEqualTo(BLOCK.replace("  y\n", "  y\nbb: 1\n"));
        assertThat(new YamlEdit(BLOCK, false).set(root(BLOCK), "z", json("1"), List.of()))
                .isEqualTo(BLOCK.replace("# two\n", "# two\nz: 1\n"));
        assertThat(set("a: 1", "b", "2")).isEqualTo("a: 1\nb: 2\n");
    }

    @Test
    void removesAFieldWithItsComment() {
        assertThat(new YamlEdit(BLOCK, false).remove(root(BLOCK), "c"))
                .isEqualTo(BLOCK.replace("# about c\nc:\n  - p # first\n  # about q\n  - q\n", ""));
    }

    @Test
    void removesTheFirstAndTheOnlyFieldOfAnItem() {
        String two = "a:\n  - b: 1\n    c: 2\n  - d: 3\n";
        YamlNode.Sequence list =
                (YamlNode.Sequence) root(two).entry("a").orElseThrow().value();

        assertThat(new YamlEdit(two, false)
                        .remove((YamlNode.Mapping) list.items().getFirst(), "b"))
                .isEqualTo("a:\n  - c: 2\n  - d: 3\n");
        assertThat(new YamlEdit(two, false)
                        .remove((YamlNode.Mapping) list.items().getLast(), "d"))
                .isEqualTo("a:\n  - b: 1\n    c: 2\n  - {}\n");
    }

    @Test
    void putsItemsInAndTakesThemOut() {
        YamlNode.Sequence list =
                (YamlNode.Sequence) root(BLOCK).entry("c").orElseThrow().value();

        assertThat(new YamlEdit(BLOCK, false).insert(list, 1, json("'n'")))
                .isEqualTo(BLOCK.replace("  # about q", "  - n\n  # about q"));
        assertThat(new YamlEdit(BLOCK, false).insert(list, 2, json("'n'")))
                .isEqualTo(BLOCK.replace("  - q\n", "  - q\n  - n\n"));
        assertThat(new YamlEdit(BLOCK, false).remove(list, 1)).isEqualTo(BLOCK.replace("  # about q\n  - q\n", ""));
        assertThat(new YamlEdit(BLOCK, false).itemText(list, 1)).isEqualTo("  # about q\n  - q\n");
    }

    @Test
    void editsJsonAsJson() {
        String source = "{\n  \"a\": 1,\n  \"b\": [true, null]\n}\n";

        assertThat(new YamlEdit(source, true).set(root(source), "a", json("'x'"), List.of()))
                .isEqualTo(source.replace("\"a\": 1", "\"a\": \"x\""));
        assertThat(new YamlEdit(source, true).set(root(source), "c", json("{d: 'no'}"), List.of()))
                .isEqualTo("{\n  \"a\": 1,\n  \"b\": [true, null],\n  \"c\": {\"d\":\"no\"}\n}\n");
        assertThat(new YamlEdit(source, true).remove(root(source), "b")).isEqualTo("{\n  \"a\": 1\n}\n");
        assertThat(new YamlEdit(source, true).remove(root(source), "a")).isEqualTo("{\n  \"b\": [true, null]\n}\n");
    }

    @Test
    void editsWithinBraces() {
        String source = "a: {b: 1, c: [x, y]} # end\n";
        YamlNode.Mapping a =
                (YamlNode.Mapping) root(source).entry("a").orElseThrow().value();
        YamlNode.Sequence c = (YamlNode.Sequence) a.entry("c").orElseThrow().value();

        assertThat(new YamlEdit(source, false).set(a, "b", json("2"), List.of()))
                .isEqualTo(source.replace("1", "2"));
        assertThat(new YamlEdit(source, false).set(a, "d", json("'no'"), List.of()))
                .isEqualTo("a: {b: 1, c: [x, y], d: \"no\"} # end\n");
        assertThat(new YamlEdit(source, false).insert(c, 0, json("'w'"))).isEqualTo("a: {b: 1, c: [w, x, y]} # end\n");
        assertThat(new YamlEdit(source, false).remove(c, 1)).isEqualTo("a: {b: 1, c: [x]} # end\n");
    }

    @Test
    void keepsTheLineBreaksOfWindows() {
        String source = "a: 1\r\nb:\r\n  - x\r\nc: 2\r\n";

        assertThat(set(source, "a", "'x\\ny'")).isEqualTo("a: |-\r\n  x\r\n  y\r\nb:\r\n  - x\r\nc: 2\r\n");
        YamlNode.Sequence b =
                (YamlNode.Sequence) root(source).entry("b").orElseThrow().value();
        assertThat(new YamlEdit(source, false).insert(b, 1, json("1")))
                .isEqualTo("a: 1\r\nb:\r\n  - x\r\n  - 1\r\nc: 2\r\n");
    }

    private static String set(String source, String key, String json) {
        return new YamlEdit(source, false).set(root(source), key, json(json), List.of());
    }

    private static JsonElement json(String json) {
        return JsonParser.parseString(json);
    }

    private static YamlNode.Mapping root(String source) {
        return (YamlNode.Mapping) YamlReader.read(source).root().orElseThrow();
    }
}
