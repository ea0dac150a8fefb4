package studio.athanor.engines.chattemplate.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutated templates: whatever they are, nothing but a {@link TemplateException} comes out, and soon. */
@Timeout(120)
class MutationFuzzTest {

    private static final int MUTANTS = 20_000;
    private static final List<String> SEEDS = List.of(
            "{% for m in messages %}{{ '<|' + m['role'] + '|>' + m.content | trim }}{% endfor %}{{ 'x' if y else z }}",
            "{%- macro f(a, b=1) -%}{{ a ~ b|string }}{{ caller() if caller }}{%- endmacro -%}{% call f(1) %}x{% endcall %}",
            "{% set ns = namespace(i=0) %}{% for k, v in d.items() if v %}{% set ns.i = ns.i + 1 %}{% break %}{% endfor %}",
            "{{ d | tojson(indent=2) }}{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | list }}",
            "{{ '%s %05.2f' % ('a', 1.5) }}{{ '{:>5} {a!r}'.format(1, a='b') }}{{ 'a,b'.split(',')[::-1] | join('-') }}",
            "{# c #}{% raw %}{{ }}{% endraw %}{% if a is defined and not b or c in [1, 2] %}{% elif 1 < 2 <= 3 %}{% else %}{% endif %}",
            "{% filter upper %}{% set x %}y{% endset %}{{ x }}{% endfilter %}{% with a=1, b=2 %}{{ a ** b // 3 % 2 }}{% endwith %}",
            "{% for x in t recursive %}{{ loop.index }}{{ loop(x.c) if x.c }}{{ loop.cycle(1, 2) }}{% else %}e{% endfor %}",
            "{{ messages | groupby('role') | list | length }}{{ [3, 1] | sort(reverse=true) | batch(2) | list }}{{ u[1:-1] }}");
    private static final String PARTS = "{}%#()[]|'\"\\.,:=-+*/~<>!&01239 \nabdeflmorstx_ü😀";
    private static final List<String> WORDS = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "for",
            "in",
            "if",
            "else",
            "endif",
            "endfor",
            "set",
            "macro",
            "not",
            "is",
            "and",
            "loop",
            "messages",
            "d",
            "range(9)",
            "|tojson",
            "|list",
            "**",
            "//",
            "10**9",
            "'a'*99",
            "[::-1]",
            ".x");

    @Test
    void failsInNoOtherWay() {
        Limits limits = new Limits(100_000, 100_000, 200, 4_000_000, Duration.ofSeconds(5));
        Random random = new Random(20_260_314);
        int rendered = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String source = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
            try {
                JinjaTemplate.parse(source).render(variables(), () -> LocalDateTime.MIN, limits);
                rendered++;
            } catch (TemplateException e) {
                assertThat(e.line()).isPositive();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Mutant " + i + ": " + source, e);
            }
        }
        assertThat(rendered).isBetween(100, MUTANTS);
    }

    private static Map<String, Value> variables() {
        Map<String, Value> variables = new LinkedHashMap<>();
        variables.put(
                "messages",
                Value.ofJson(JsonParser.parseString(
                        "[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":null}]")));
        variables.put("d", Value.ofJson(JsonParser.parseString("{\"a\":1,\"b\":[1,2.5,null,true,\"x\"]}")));
        variables.put("t", Value.ofJson(JsonParser.parseString("[{\"c\":[{\"c\":[]}]}]")));
        variables.put("u", Value.of("Grüße 😀"));
        return variables;
    }

    private static String mutate(String seed, Random random) {
        StringBuilder source = new StringBuilder(seed);
        for (int edits = 1 + random.nextInt(5); edits > 0; edits--) {
            int at = random.nextInt(source.length() + 1);
            int end = Math.min(source.length(), at + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> source.delete(at, end);
                case 1 -> source.insert(at, PARTS.charAt(random.nextInt(PARTS.length())));
                case 2 -> source.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> source.insert(at, source.substring(at, end));
            }
        }
        return source.toString();
    }
}
