package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.recipe.RowCheck.Parses.Syntax;
import studio.athanor.data.row.Position;

class ParsesCheckTest {

    private static CheckTesting check(Syntax syntax) throws Exception {
        return new CheckTesting(new RowCheck.Parses(syntax, Position.NONE));
    }

    private static void accepts(Syntax syntax, String text) throws Exception {
        try (CheckTesting check = check(syntax)) {
            check.assertOf(text).isEmpty();
        }
    }

    private static void refuses(Syntax syntax, String text) throws Exception {
        try (CheckTesting check = check(syntax)) {
            check.assertOf(text).hasValueSatisfying(rejection -> {
                assertThat(rejection.reason()).isEqualTo("parses");
                assertThat(rejection.detail()).endsWith(".").doesNotContain("\n");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[1, 2.5e3, \"a\\u00e9\", null, true]", "\"text\"", "-0.5", " {\"a\": {\"b\": []}}\n"})
    void acceptsJson(String text) throws Exception {
        accepts(Syntax.JSON, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{a: 1}",
                "{'a': 1}",
                "[1,]",
                "{} {}",
                "01",
                "NaN",
                "TRUE",
                "nul",
                "[1 2]",
                "\"\\x\"",
                "\"a\nb\"",
                "{\"a\" 1}",
                "// c\n{}",
                "text",
                "+1",
                ".5",
                "1."
            })
    void refusesWhatIsNotJson(String text) throws Exception {
        refuses(Syntax.JSON, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT a, b AS c FROM t WHERE a > 1 AND b IN ('x', 'y') GROUP BY a HAVING COUNT(*) > 2 ORDER BY b DESC LIMIT 5;",
                "SELECT * FROM a LEFT JOIN b USING (id) ORDER BY 1 NULLS LAST",
                "WITH x AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT * FROM x",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT n FROM t",
                "SELECT COUNT(*) FILTER (WHERE a > 1) OVER (PARTITION BY b ORDER BY c) FROM t",
                "SELECT a::int, b->>'k' FROM t WHERE c ILIKE '%x%'",
                "SELECT TOP 5 * FROM [t]",
                "SELECT `a` FROM `b` LIMIT 5 OFFSET 2",
                "INSERT INTO t (a, b) VALUES (1, 'it''s'), (2, NULL)",
                "INSERT INTO t SELECT * FROM s ON CONFLICT (a) DO UPDATE SET b = 1",
                "UPDATE t SET a = a + 1 WHERE b BETWEEN 1 AND 2",
                "DELETE FROM t WHERE a IN (SELECT b FROM c)",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'x', FOREIGN KEY (id) REFERENCES s (id))",
                "CREATE INDEX i ON t (a, b)",
                "CREATE VIEW v AS SELECT 1",
                "ALTER TABLE t ADD COLUMN c INT",
                "DROP TABLE IF EXISTS t",
                "SELECT 1; SELECT 2;",
                "-- a comment\nSELECT 1 /* another */",
                "MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN UPDATE SET x = 1",
                "SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END FROM t"
            })
    void acceptsSql(String text) throws Exception {
        accepts(Syntax.SQL, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- only a comment",
                "SELECT * FROM",
                "SELEC * FROM t",
                "SELECT * FORM t",
                "SELECT a,, b FROM t",
                "SELECT (1",
                "SELECT 'unclosed",
                "SELECT 1 FROM t WHERE",
                "hello world",
                "INSERT t VALUES",
                "SELECT 1 +",
                "UPDATE t a = 1",
                "DELETE t FROM WHERE",
                "CREATE TABLE t (a INT,)",
                "SELECT 1; nonsense here",
                "def f(): pass",
                "SELECT a b c FROM t"
            })
    void refusesWhatIsNotSql(String text) throws Exception {
        refuses(Syntax.SQL, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A {}",
                "package a.b; import java.util.*; public final class A<T extends Comparable<T>> implements B { private int x = 1; }",
                "record P(int x, int y) { P { if (x < 0) throw new IllegalArgumentException(); } }",
                "sealed interface S permits A, B {} record A() implements S {} final class B implements S {}",
                "enum E { A, B { @Override void f() {} }; void f() {} }",
                "class A { int f(Object o) { return switch (o) { case String s when s.isEmpty() -> 0; case P(int x, var y) -> x; default -> 1; }; } }",
                "class A { String s = \"\"\"\n  text\n  \"\"\"; }",
                "class A { void f() { var x = (Runnable) () -> {}; for (var i : l) { i++; } } }",
                "class A { void f() { try (var r = g()) { } catch (A | B e) { } finally { } } }",
                "@interface X { int value() default 1; }",
                "void main() { IO.println(\"hello\"); }",
                "import module java.base;\nclass A {}",
                "class A { void f() { g(_ -> 1); } }",
                "class A { int größe = 0x1F + 0b1 + 1_000; char c = '\\u0041'; }",
                "class A { A() { int x = 1; super(); } }"
            })
    void acceptsJava(String text) throws Exception {
        accepts(Syntax.JAVA, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "class {",
                "class A { int x = ; }",
                "class A { void f() { return 1 } }",
                "clas A {}",
                "class A {",
                "class A { int 1x; }",
                "class A { String s = \"a; }",
                "Here is the code you asked for.",
                "class A { void f() { if x { } } }",
                "def f(): pass",
                "class A }",
                "class A { int x = 1 2; }",
                "class A { void f() { for (int i) { } } }",
                "int x = 1 +;"
            })
    void refusesWhatIsNotJava(String text) throws Exception {
        refuses(Syntax.JAVA, text);
    }

    @Test
    void readsPython() throws Exception {
        accepts(Syntax.PYTHON, "def f(x):\n    return [y for y in x if y]\n");
        refuses(Syntax.PYTHON, "def f(x)\n    return x\n");
        refuses(Syntax.PYTHON, "Here is the code.");
    }

    @Test
    void readsTheFirstFencedBlock() throws Exception {
        accepts(Syntax.PYTHON, "Here you are:\n\n```python\nx = 1\n```\n\nIt sets x.");
        accepts(Syntax.SQL, "```sql\nSELECT 1;\n```");
        accepts(Syntax.JAVA, "```java\nclass A {}\n```\n```\nnot this\n```");
        accepts(Syntax.PYTHON, "x = '''\n```\nnot code at all\n```\n'''");
        refuses(Syntax.PYTHON, "```python\nx =\n```");
        refuses(Syntax.PYTHON, "Look:\n```\n\n```");
    }

    @Test
    void saysWhereTheMistakeIs() throws Exception {
        try (CheckTesting check = check(Syntax.PYTHON)) {
            assertThat(check.detail("a\nb c")).isEqualTo("The text is not Python: line 2: did not expect 'c'.");
            assertThat(check.detail("Look:\n```\na\nb c\n```"))
                    .isEqualTo("The code block in the text is not Python: line 2: did not expect 'c'.");
        }
        try (CheckTesting check = check(Syntax.SQL)) {
            assertThat(check.detail("SELECT a,, b FROM t"))
                    .isEqualTo("The text is not SQL: did not expect \",\", at line 1, column 9.");
            assertThat(check.detail(" ")).isEqualTo("The text is empty; SQL is asked for.");
        }
        try (CheckTesting check = check(Syntax.JAVA)) {
            assertThat(check.detail("class A {\n int x = ;\n}")).startsWith("The text is not Java: line 2: ");
        }
        try (CheckTesting check = check(Syntax.JSON)) {
            assertThat(check.detail("{\"a\": }"))
                    .startsWith("The text is not JSON: ")
                    .contains("line 1 column");
        }
    }

    private static List<String> shapes() {
        return List.of(
                "(",
                "[",
                "{",
                "f(",
                "a->(",
                "a<",
                "a<b,",
                "@A(",
                "(int)",
                "!",
                "-",
                "a?b:",
                "new A(){{",
                "x=",
                "CASE WHEN a THEN ",
                "SELECT * FROM (",
                "NOT ",
                "((a) ",
                "a.",
                "\"",
                "'",
                "/*",
                "if(a)",
                "switch(a){default->",
                "(a<b,c>(",
                "a&&(",
                "{\"a\":",
                "case A(B(",
                "IF(a,",
                "EXISTS (SELECT ",
                "a BETWEEN ",
                "a=b OR (",
                "[a,",
                "\\u005b",
                "`",
                "$$",
                "a::",
                "(a,b)->{",
                "for(;;)",
                "class A{",
                "<A extends B<",
                "a[",
                "--\n",
                "1,",
                "ℵ");
    }

    @ParameterizedTest
    @EnumSource(Syntax.class)
    @Timeout(60)
    void endsOnNestedTexts(Syntax syntax) throws Exception {
        endsOnHostileTexts(syntax, 25, 190);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Syntax.class)
    @Timeout(200)
    void endsOnLongTexts(Syntax syntax) throws Exception {
        endsOnHostileTexts(syntax, 9_500, 20_000);
    }

    private static void endsOnHostileTexts(Syntax syntax, int... repetitions) throws Exception {
        List<String> frames = List.of(
                "%s", "SELECT %s", "SELECT a FROM t WHERE %s", "class A { Object x = %s", "class A { void f() { %s");
        try (CheckTesting check = check(syntax)) {
            for (String shape : shapes()) {
                for (String frame : frames) {
                    for (int times : repetitions) {
                        String text = frame.replace("%s", shape.repeat(Math.min(times, 90_000 / shape.length())));
                        long start = System.nanoTime();
                        check.test(text);
                        assertThat(Duration.ofNanos(System.nanoTime() - start))
                                .as(frame + " " + shape + " " + times)
                                .isLessThan(Duration.ofSeconds(8));
                    }
                }
            }
        }
    }
}
