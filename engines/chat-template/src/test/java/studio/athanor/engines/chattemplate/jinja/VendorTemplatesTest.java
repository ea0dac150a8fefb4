package studio.athanor.engines.chattemplate.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vendors' templates against what the reference renders. */
class VendorTemplatesTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("athanor.shared", "../shared"), "fixtures", "chat-templates");

    @Test
    void rendersVendorsTemplatesAsTheReferenceDoes() throws IOException {
        assumeTrue(Files.isReadable(FOLDER.resolve("golden.json")), "no fixtures beside the checkout");
        JsonObject fixture = JsonParser.parseString(Files.readString(FOLDER.resolve("golden.json")))
                .getAsJsonObject();
        LocalDateTime now = LocalDateTime.parse(fixture.get("now").getAsString());
        List<String> differences = new ArrayList<>();
        int cases = 0;
        for (var template : fixture.getAsJsonObject("golden").entrySet()) {
            String source = Files.readString(FOLDER.resolve(template.getKey() + ".jinja"));
            for (var golden : template.getValue().getAsJsonObject().entrySet()) {
                Map<String, JsonElement> variables =
                        new LinkedHashMap<>(fixture.getAsJsonObject("variables").asMap());
                variables.putAll(fixture.getAsJsonObject("cases")
                        .getAsJsonObject(golden.getKey())
                        .asMap());
                JsonObject expected = golden.getValue().getAsJsonObject();
                if (!agrees(expected, render(source, variables, now))) {
                    differences.add(template.getKey() + " / " + golden.getKey());
                }
                cases++;
            }
        }
        System.out.println("vendors' templates: " + (cases - differences.size()) + " of " + cases + " cases equal");
        assertThat(differences).isEmpty();
        assertThat(cases).isEqualTo(144);
    }

    private static boolean agrees(JsonObject expected, JsonObject rendered) {
        if (expected.has("text")) {
            return expected.equals(rendered);
        }
        boolean bannedMutation = expected.get("error").getAsString().contains("'append' of 'list' object is unsafe");
        return rendered.has("error") || bannedMutation;
    }

    private static JsonObject render(String source, Map<String, JsonElement> variables, LocalDateTime now) {
        JsonObject result = new JsonObject();
        Map<String, Value> values = new LinkedHashMap<>();
        variables.forEach((name, json) -> values.put(name, Value.ofJson(json)));
        try {
            String text = JinjaTemplate.parse(source).render(values, () -> now, Limits.defaults());
            result.addProperty("text", text);
        } catch (TemplateException e) {
            result.addProperty("error", e.description());
        }
        return result;
    }
}
