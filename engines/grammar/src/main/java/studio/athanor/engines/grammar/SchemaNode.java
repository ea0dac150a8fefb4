package studio.athanor.engines.grammar;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** A schema inside the document; its pointer is its identity. */
record SchemaNode(JsonElement json, String pointer) implements Comparable<SchemaNode> {

    /** Returns the schema under a keyword. */
    SchemaNode child(String keyword, JsonElement schema) {
        return new SchemaNode(schema, at(keyword));
    }

    /** Returns the schema under a keyword and a name or index. */
    SchemaNode child(String keyword, Object key, JsonElement schema) {
        return new SchemaNode(schema, at(keyword) + "/" + escape(key.toString()));
    }

    /** Returns a schema that follows from this one without standing in the document. */
    SchemaNode derived(JsonObject schema) {
        return new SchemaNode(schema, pointer + "#" + schema);
    }

    /** Returns the pointer of a keyword of this schema, for messages. */
    String at(String keyword) {
        return pointer + "/" + escape(keyword);
    }

    boolean isTrue() {
        return isBoolean() && json.getAsBoolean();
    }

    boolean isFalse() {
        return isBoolean() && !json.getAsBoolean();
    }

    private boolean isBoolean() {
        return json.isJsonPrimitive() && json.getAsJsonPrimitive().isBoolean();
    }

    JsonObject object() {
        return json.getAsJsonObject();
    }

    @Nullable
    JsonElement get(String keyword) {
        return json instanceof JsonObject object ? object.get(keyword) : null;
    }

    boolean has(String keyword) {
        return json instanceof JsonObject object && object.has(keyword);
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public int compareTo(SchemaNode other) {
        return pointer.compareTo(other.pointer);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaNode node && pointer.equals(node.pointer);
    }

    @Override
    public int hashCode() {
        return pointer.hashCode();
    }
}
