package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parsed schema and the places that its references name. */
final class SchemaDocument {

    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
    private static final int MAX_DEPTH = 200;
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

    private final SchemaNode root;
    private final Holes holes;
    private final Map<String, SchemaNode> anchors = new HashMap<>();

    private SchemaDocument(JsonElement json, Holes holes) {
        this.holes = holes;
        root = new SchemaNode(json, "");
        collectAnchors(root);
    }

    /** Returns a schema that was parsed before. */
    static SchemaDocument of(JsonElement json, Holes holes) {
        return new SchemaDocument(json, holes);
    }

    static SchemaDocument parse(String text) throws SchemaException {
        if (text.length() > MAX_CHARACTERS) {
            throw new SchemaException(
                    "",
                    "is " + text.length() + " characters long, the limit is " + MAX_CHARACTERS,
                    "Move what is not needed out of the schema.");
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(MAX_DEPTH);
            if (text.isBlank()) {
                throw malformed("is empty");
            }
            JsonElement json = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw malformed("has text after its end");
            }
            return new SchemaDocument(json, Holes.none());
        } catch (IOException | JsonParseException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("Nesting limit")) {
                throw new SchemaException(
                        "", "nests deeper than " + MAX_DEPTH + " levels", "Flatten it with $defs and $ref.");
            }
            throw malformed("is not JSON" + place(reason));
        }
    }

    private static String place(String reason) {
        Matcher place = PLACE.matcher(reason);
        return place.find() ? " (line " + place.group(1) + ", column " + place.group(2) + ")" : "";
    }

    private static SchemaException malformed(String problem) {
        return new SchemaException("", problem, "Correct the JSON text of the schema.");
    }

    SchemaNode root() {
        return root;
    }

    /** Returns what is filled later. */
    Holes holes() {
        return holes;
    }

    /** Returns the schema at the place of a node, or the node itself where it does not stand in a document. */
    SchemaNode counterpart(SchemaNode node) {
        SchemaNode own = node.pointer().isEmpty() ? root : follow(node.pointer());
        return own == null ? node : own;
    }

    /** Tells whether a node stands in the document, rather than following from it. */
    boolean holds(SchemaNode node) {
        return node.pointer().isEmpty() || follow(node.pointer()) != null;
    }

    private void collectAnchors(SchemaNode node) {
        if (node.json() instanceof JsonObject object) {
            if (object.get("$anchor") instanceof JsonPrimitive anchor) {
                anchors.putIfAbsent(anchor.getAsString(), node);
            }
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                if (!List.of("enum", "const", "default", "examples").contains(entry.getKey())) {
                    collectAnchors(node.child(entry.getKey(), entry.getValue()));
                }
            }
        } else if (node.json() instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                collectAnchors(node.child(Integer.toString(i), array.get(i)));
            }
        }
    }

    /** Returns the schema that the {@code $ref} of a node names. */
    SchemaNode resolve(SchemaNode from) throws SchemaException {
        String at = from.at("$ref");
        JsonElement value = from.get("$ref");
        if (value == null || !value.isJsonPrimitive()) {
            throw new SchemaException(at, "is not a text", "Write a reference such as #/$defs/name.");
        }
        String reference = value.getAsString();
        String id = root.get("$id") instanceof JsonPrimitive own ? own.getAsString() : "";
        String local = !id.isEmpty() && reference.startsWith(id) ? reference.substring(id.length()) : reference;
        if (local.isEmpty() || local.equals("#")) {
            return root;
        }
        if (!local.startsWith("#")) {
            throw new SchemaException(
                    at,
                    "refers to \"" + reference + "\", outside this schema; nothing is fetched",
                    "Copy that schema under $defs and refer to it with #/$defs/name.");
        }
        SchemaNode target =
                local.startsWith("#/") ? follow(decoded(local.substring(1), at)) : anchors.get(local.substring(1));
        if (target == null) {
            throw new SchemaException(
                    at,
                    "refers to " + reference + ", which does not exist",
                    "Correct the reference, or add the schema.");
        }
        return target;
    }

    private static String decoded(String pointer, String at) throws SchemaException {
        try {
            return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SchemaException(at, "has a malformed percent escape", "Correct the reference.");
        }
    }

    private @Nullable SchemaNode follow(String pointer) {
        JsonElement at = root.json();
        StringBuilder path = new StringBuilder();
        for (String escaped : pointer.substring(1).split("/", -1)) {
            String name = escaped.replace("~1", "/").replace("~0", "~");
            if (at instanceof JsonObject object && object.has(name)) {
                at = object.get(name);
            } else if (at instanceof JsonArray array
                    && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < array.size()) {
                at = array.get(Integer.parseInt(name));
            } else {
                return null;
            }
            path.append('/').append(SchemaNode.escape(name));
        }
        return new SchemaNode(at, path.toString());
    }
}
