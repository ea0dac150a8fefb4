package studio.athanor.engines.worker;

import java.util.ArrayList;
import java.util.List;
import studio.athanor.engines.worker.wire.Protocol;

/** Divides texts so that neither they nor their vectors are too long for a message. */
final class EmbeddingParts {

    /** A character is up to six bytes as JSON. */
    private static final int MAX_CHARS = Protocol.MAX_FRAME_BYTES / 8;

    /** A float is less than six bytes as base64. */
    private static final int MAX_FLOATS = Protocol.MAX_FRAME_BYTES / 8;

    private EmbeddingParts() {}

    static List<List<String>> of(List<String> texts, int vectorWidth) {
        int maxTexts = Math.max(1, MAX_FLOATS / Math.max(1, vectorWidth));
        List<List<String>> parts = new ArrayList<>();
        int start = 0;
        long chars = 0;
        for (int i = 0; i < texts.size(); i++) {
            chars += texts.get(i).length();
            if (i > start && (chars > MAX_CHARS || i - start == maxTexts)) {
                parts.add(texts.subList(start, i));
                start = i;
                chars = texts.get(i).length();
            }
        }
        if (start < texts.size()) {
            parts.add(texts.subList(start, texts.size()));
        }
        return parts;
    }
}
