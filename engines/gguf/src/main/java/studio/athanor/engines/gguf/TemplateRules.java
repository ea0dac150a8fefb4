package studio.athanor.engines.gguf;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Bounds on chat templates, which are programs: their size, and how deeply their brackets nest. */
final class TemplateRules {

    private final MetadataRules rules;

    TemplateRules(MetadataRules rules) {
        this.rules = rules;
    }

    void check() throws GgufException {
        for (Map.Entry<String, GgufValue> entry :
                rules.file().metadata().values().entrySet()) {
            String key = entry.getKey();
            if (!key.equals(GgufKeys.CHAT_TEMPLATE) && !key.startsWith(GgufKeys.CHAT_TEMPLATE + ".")) {
                continue;
            }
            String template = rules.text(key).orElse("");
            int bytes = template.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > GgufLimits.MAX_TEMPLATE_BYTES) {
                throw rules.refusals()
                        .tooLarge(Refusals.key(key), "template bytes", bytes, GgufLimits.MAX_TEMPLATE_BYTES);
            }
            int depth = nesting(template);
            if (depth > GgufLimits.MAX_TEMPLATE_NESTING) {
                throw rules.refusals()
                        .tooLarge(Refusals.key(key), "nested brackets", depth, GgufLimits.MAX_TEMPLATE_NESTING);
            }
        }
    }

    /** Counts inside strings and text too: a template that opens 200 brackets anywhere is no chat template. */
    private static int nesting(String template) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < template.length(); i++) {
            switch (template.charAt(i)) {
                case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                default -> {
                    // text
                }
            }
        }
        return deepest;
    }
}
