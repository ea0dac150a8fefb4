package studio.athanor.engines.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.spi.EngineException;

class RenderJsonTest {

    private static String render(String template, String json) throws Exception {
        return RenderJson.render(template, json, () -> LocalDateTime.parse("2020-01-02T03:04:05"));
    }

    @Test
    void rendersWithTheVariablesOfTheObject() throws Exception {
        assertThat(
                        render(
                                "{{ messages[0].content }}{{ tools }}{{ x }}{{ add_generation_prompt }}{{ bos_token }}{{ eos_token }}\n",
                                "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"x\": [1, 2.5, null], \"bos_token\": \"B\"}"))
                .isEqualTo("HiNone[1, 2.5, None]TrueB</s>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-14T15:09:26", "2026-03-14T15:09:26Z", "2026-03-14 15:09:26", "2026-03-14T15:09:26+02:00"
            })
    void tellsTheTimeOfTheObject(String now) throws Exception {
        assertThat(render("{{ strftime_now('%d %b %Y %H:%M:%S') }}", "{\"now\": \"" + now + "\"}"))
                .isEqualTo("14 Mar 2026 15:09:26");
    }

    @Test
    void tellsTheClocksTimeOtherwise() throws Exception {
        assertThat(render("{{ strftime_now('%Y') }}", "{}")).isEqualTo("2020");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{'a': 1}", "{\"now\": \"today\"}", "{} {}"})
    void refusesWhatIsNotSuchAnObject(String json) {
        assertThatExceptionOfType(EngineException.InvalidRequest.class).isThrownBy(() -> render("x", json));
    }

    @Test
    void refusesJsonThatNestsTooDeep() {
        String json = "{\"x\": " + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThatExceptionOfType(EngineException.InvalidRequest.class).isThrownBy(() -> render("x", json));
    }
}
