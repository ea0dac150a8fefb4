package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import studio.athanor.data.recipe.yaml.YamlNode;
import studio.athanor.data.row.Position;

/**
 * A value of the file, with the path to it. Every method reads it as a type; where it is of another, that goes to the
 * problems and the answer is empty.
 */
record Field(YamlNode node, String path, Problems problems) {

    Position at() {
        return node.at();
    }

    /** Returns the last part of the path, as people call the field. */
    String name() {
        return path.isEmpty() ? "the recipe" : path.substring(path.lastIndexOf('.') + 1);
    }

    boolean isMapping() {
        return node instanceof YamlNode.Mapping;
    }

    boolean isList() {
        return node instanceof YamlNode.Sequence;
    }

    boolean isNull() {
        return node.json().isJsonNull();
    }

    boolean isText() {
        return node instanceof YamlNode.Scalar scalar
                && scalar.json() instanceof JsonPrimitive primitive
                && primitive.isString();
    }

    Optional<String> text() {
        if (isText()) {
            return Optional.of(((YamlNode.Scalar) node).text());
        }
        String remedy = node instanceof YamlNode.Scalar scalar && !isNull()
                ? " Put quotes around it: \"" + scalar.text() + "\"."
                : isNull() ? " Write one, or leave the field out." : "";
        return wrong("a text", remedy);
    }

    Optional<String> textOf(Words<?> words) {
        Optional<String> text = text();
        if (text.isPresent() && !words.words().contains(text.get())) {
            problems.error(
                    at(),
                    path,
                    "\"" + text.get() + "\" is no value of \"" + name() + "\"."
                            + Nearest.question(text.get(), words.words()) + " It is one of "
                            + String.join(", ", words.words()) + ".");
            return Optional.empty();
        }
        return text;
    }

    <E extends Enum<E>> Optional<E> oneOf(Words<E> words) {
        return textOf(words).flatMap(words::constant);
    }

    OptionalLong whole() {
        if (node.json() instanceof JsonPrimitive primitive && primitive.isNumber()) {
            BigDecimal number = primitive.getAsBigDecimal();
            if (number.stripTrailingZeros().scale() <= 0) {
                if (number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                    return OptionalLong.of(number.longValue());
                }
                problems.error(at(), path, "\"" + name() + "\" is too large: a whole number has 64 bits at most.");
                return OptionalLong.empty();
            }
        }
        wrong("a whole number", "");
        return OptionalLong.empty();
    }

    OptionalDouble number() {
        if (node.json() instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return OptionalDouble.of(primitive.getAsDouble());
        }
        wrong("a number", "");
        return OptionalDouble.empty();
    }

    Optional<Boolean> truth() {
        if (node.json() instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return Optional.of(primitive.getAsBoolean());
        }
        return wrong("true or false", "");
    }

    List<Field> items() {
        if (node instanceof YamlNode.Sequence list) {
            List<Field> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                items.add(new Field(item, path + "[" + items.size() + "]", problems));
            }
            return items;
        }
        wrong(
                "a list",
                isNull() ? " Write [] for an empty one." : " Write [a, b], or each item on a line behind \"- \".");
        return List.of();
    }

    List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** Reads fields of fixed names, of what {@code owner} says, as in "a column of type text". */
    Optional<Fields> fields(String owner) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Fields(mapping, path, owner, problems));
        }
        return wrong("a group of fields", "");
    }

    /** Reads fields whose names are free, as the slots of models. */
    List<Named> named() {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> new Named(
                            entry.key().text(),
                            entry.key().json(),
                            entry.key().at(),
                            new Field(entry.value(), path + "." + entry.key().text(), problems)))
                    .toList();
        }
        wrong("a group of named values", "");
        return List.of();
    }

    JsonElement json() {
        return node.json();
    }

    /** A field whose name is free; {@code key} is the name as what it means without quotes. */
    record Named(String name, JsonElement key, Position at, Field value) {}

    <T> Optional<T> wrong(String wanted, String remedy) {
        if (!(node instanceof YamlNode.Mapping) || !problems.isTold(at())) {
            problems.error(at(), path, "\"" + name() + "\" is " + wanted + ", not " + found() + "." + remedy);
        }
        return Optional.empty();
    }

    private String found() {
        return switch (node) {
            case YamlNode.Mapping _ -> "a group of fields";
            case YamlNode.Sequence _ -> "a list";
            case YamlNode.Scalar scalar -> found(scalar);
        };
    }

    private static String found(YamlNode.Scalar scalar) {
        String text = scalar.text().length() > 40 ? scalar.text().substring(0, 40) + "…" : scalar.text();
        JsonElement json = scalar.json();
        if (json.isJsonNull()) {
            return "empty";
        }
        JsonPrimitive primitive = json.getAsJsonPrimitive();
        return primitive.isString() ? "the text \"" + text + "\"" : primitive.isNumber() ? "the number " + text : text;
    }
}
