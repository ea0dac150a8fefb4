package studio.athanor.engines.chattemplate.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own templates against what the reference rendered; {@code src/test/reference/record.py} made the table. */
class ReferenceTableTest {

    record Row(String template, JsonObject expected, Map<String, Value> variables, LocalDateTime now) {
        @Override
        public String toString() {
            return template;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream stream =
                        Objects.requireNonNull(ReferenceTableTest.class.getResourceAsStream("reference.json"));
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            JsonObject table = JsonParser.parseReader(reader).getAsJsonObject();
            LocalDateTime now = LocalDateTime.parse(table.get("now").getAsString());
            return table.getAsJsonArray("records").asList().stream().map(record -> {
                Map<String, Value> variables = new LinkedHashMap<>();
                table.getAsJsonObject("variables")
                        .asMap()
                        .forEach((name, json) -> variables.put(name, Value.ofJson(json)));
                JsonObject expected = record.getAsJsonObject();
                return new Row(expected.get("template").getAsString(), expected, variables, now);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rendersWhatTheReferenceRenders(Row row) {
        try {
            String text = JinjaTemplate.parse(row.template()).render(row.variables(), row::now, Limits.defaults());
            assertThat(row.expected().has("text")).as("rendered " + text).isTrue();
            assertThat(text).isEqualTo(row.expected().get("text").getAsString());
        } catch (TemplateException e) {
            assertThat(row.expected().has("error")).as(e.description()).isTrue();
            assertThat(e.line()).isPositive();
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
