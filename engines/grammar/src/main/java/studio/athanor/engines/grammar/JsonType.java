package studio.athanor.engines.grammar;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The types of JSON Schema. A set with {@link #NUMBER} never needs {@link #INTEGER}. */
enum JsonType {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    NULL;

    static final Set<JsonType> ALL = Set.of(OBJECT, ARRAY, STRING, NUMBER, BOOLEAN, NULL);

    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EnumSet<JsonType> common(Set<JsonType> left, Set<JsonType> right) {
        EnumSet<JsonType> common = EnumSet.noneOf(JsonType.class);
        for (JsonType type : left) {
            if (right.contains(type)) {
                common.add(type);
            } else if ((type == INTEGER && right.contains(NUMBER)) || (type == NUMBER && right.contains(INTEGER))) {
                common.add(INTEGER);
            }
        }
        return common;
    }
}
