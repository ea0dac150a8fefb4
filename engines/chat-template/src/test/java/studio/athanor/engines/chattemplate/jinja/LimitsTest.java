package studio.athanor.engines.chattemplate.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LimitsTest {

    private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T15:09:26");

    private static final Limits SMALL = new Limits(2_000_000, 4_000_000, 400, 64_000_000, Duration.ofSeconds(30));

    private static String render(String source) throws TemplateException {
        return render(source, Limits.defaults());
    }

    private static String render(String source, Limits limits) throws TemplateException {
        return JinjaTemplate.parse(source).render(Map.of(), () -> NOW, limits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'a' * 10**9 }}",
                "{{ [1] * 10**9 }}",
                "{{ range(10**9) }}",
                "{% for i in range(10**12) %}x{% endfor %}",
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
                "{% set ns = namespace(s='aaaaaaaa') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
                "{% set l = [1] %}{% for x in l %}{% set _ = l.append(x) %}{% endfor %}",
                "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}",
                "{% set l = [] %}{% set _ = l.append(l) %}{{ l|tojson }}",
                "{% set l = [] %}{% set _ = l.append(l) %}{{ l == [l] }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% macro m() %}{{ caller is defined }}{% call m() %}x{% endcall %}{% endmacro %}{{ m() }}",
                "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
                "{{ 'x'.center(10**9) }}",
                "{{ '%1000000000d' % 1 }}",
                "{{ '%.1000000000f' % 1 }}",
                "{{ '{:999999999}'.format('x') }}",
                "{{ '{:.99999f}'.format(1.5) }}",
                "{{ 'x'.ljust(10**9) }}",
                "{{ 'x'.zfill(10**9) }}",
                "{{ '\t'.expandtabs(10**9) }}",
                "{{ 'x\ny'|indent(10**9) }}",
                "{{ [1]|batch(10**9, 0)|list }}",
                "{{ [1]|slice(10**9)|list }}",
                "{{ [1]|tojson(indent=10**9) }}",
                "{{ 2 ** (10 ** 9) }}",
                "{{ (-2) ** (10 ** 9) }}",
                "{{ (10 ** 4000) ** 4000 }}",
                "{% set ns = namespace(n=7) %}{% for i in range(99) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
                "{% set s = 'a' * 1000000 %}{% for i in range(99999) %}{{ s.replace('a', 'bb')|length }}{% endfor %}",
                "{% set s = 'a' * 1000000 %}{% for i in range(99999) %}{{ 'b' in s }}{% endfor %}",
                "{% set s = 'a' * 1000000 %}{% for i in range(99999) %}{{ s[::-1]|length }}{% endfor %}",
                "{{ (range(99999)|list)|map('string')|map('center', 99999)|join|length }}"
            })
    void endsATemplateThatWantsTooMuch(String source) {
        assertThatExceptionOfType(TemplateException.LimitExceeded.class)
                .isThrownBy(() -> render(source, SMALL))
                .satisfies(e -> assertThat(e.line()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "not ", "-", "a.b(", "a if a else ", "a[", "a|f(", "{1:"})
    void refusesDeepExpressionsWithoutOverflowingTheStack(String opening) {
        assertThatExceptionOfType(TemplateException.Malformed.class)
                .isThrownBy(() -> JinjaTemplate.parse("\n{{ " + opening.repeat(6000) + " }}"))
                .satisfies(e -> assertThat(e.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+a", ".b", "|f", "()", " and a", " or a", " * a", " if a", "[0]", " ** a", " is a"})
    void refusesLongChainsWithoutOverflowingTheStack(String link) {
        assertThatExceptionOfType(TemplateException.Malformed.class)
                .isThrownBy(() -> JinjaTemplate.parse("{{ a" + link.repeat(6000) + " }}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% if a %}", "{% for a in b %}", "{% with %}", "{% macro m() %}", "{% call m() %}"})
    void refusesDeepBlocksWithoutOverflowingTheStack(String block) {
        assertThatExceptionOfType(TemplateException.Malformed.class)
                .isThrownBy(() -> JinjaTemplate.parse(block.repeat(6000)));
    }

    @Test
    void rendersTheDeepestNestingItParsesOnASmallStack() throws Exception {
        String deep = "(".repeat(60) + "1" + ")".repeat(60);
        StringBuilder template = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            template.append("{% if ").append(deep).append(" %}");
        }
        template.append("{{ 1").append(" + 1".repeat(200)).append(" }}").append("{% endif %}".repeat(60));
        AtomicReference<Object> result = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        result.set(render(template.toString()));
                    } catch (TemplateException e) {
                        result.set(e);
                    }
                },
                "small stack",
                512 * 1024);
        thread.start();
        thread.join();
        assertThat(result.get()).isEqualTo("201");
    }

    @Test
    void refusesASourceThatIsTooLong() {
        assertThatExceptionOfType(TemplateException.Malformed.class)
                .isThrownBy(() -> JinjaTemplate.parse("x".repeat(Limits.SOURCE_CHARS + 1)));
    }

    @Test
    void endsWhenItsTimeIsOver() {
        Limits limits = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, 400, Long.MAX_VALUE, Duration.ofMillis(50));
        assertThatExceptionOfType(TemplateException.LimitExceeded.class)
                .isThrownBy(() -> render(
                        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", limits))
                .withMessageContaining("50 ms");
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws InterruptedException {
        Limits limits = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, 400, Long.MAX_VALUE, Duration.ofSeconds(50));
        AtomicReference<TemplateException> failure = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                render("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", limits);
            } catch (TemplateException e) {
                failure.set(e);
            }
        });
        thread.interrupt();
        thread.join();
        assertThat(failure.get()).isInstanceOf(TemplateException.Interrupted.class);
    }

    @Test
    void namesTheLineOfAFailure() {
        assertThatExceptionOfType(TemplateException.Failed.class)
                .isThrownBy(() -> render("a\nb\n{% if true %}\n  {{ nothing.there }}\n{% endif %}"))
                .satisfies(
                        e -> assertThat(e.description()).isEqualTo("Line 4 of the template: 'nothing' is undefined"));
    }

    @Test
    void tellsARefusalOfTheTemplateFromAFailure() {
        assertThatExceptionOfType(TemplateException.Raised.class)
                .isThrownBy(() -> render("{{ raise_exception('No system role') }}"))
                .withMessage("No system role");
    }

    @Test
    void growsAListThatTheReferenceWouldRefuseToGrow() throws TemplateException {
        assertThat(render("{% set l = [1] %}{% set _ = l.append(2) %}{% set _ = l.extend([3]) %}"
                        + "{% set _ = l.insert(0, 0) %}{{ l.pop() }}{{ l }}"))
                .isEqualTo("3[0, 1, 2]");
    }
}
