package studio.athanor.data.recipe.yaml;

import org.jspecify.annotations.Nullable;
import studio.athanor.data.row.Position;

/** Turns the parser's places, which count code points, into those of a Java text. */
final class SourceLines {

    private final String source;

    /** Index of each code point; null where both countings agree. */
    private final int @Nullable [] indices;

    SourceLines(String source) {
        this.source = source;
        indices = source.codePointCount(0, source.length()) == source.length() ? null : indices(source);
    }

    private static int[] indices(String source) {
        int[] indices = new int[source.codePointCount(0, source.length()) + 1];
        int index = 0;
        for (int point = 0; point < indices.length; point++) {
            indices[point] = index;
            index += index < source.length() ? Character.charCount(source.codePointAt(index)) : 0;
        }
        return indices;
    }

    String source() {
        return source;
    }

    int index(int codePoints) {
        int index = indices == null ? codePoints : indices[Math.min(codePoints, indices.length - 1)];
        return Math.min(index, source.length());
    }

    Position at(int codePoints) {
        int index = index(codePoints);
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            char c = source.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == source.length() || source.charAt(i + 1) != '\n'))) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, source.codePointCount(lineStart, index) + 1);
    }
}
