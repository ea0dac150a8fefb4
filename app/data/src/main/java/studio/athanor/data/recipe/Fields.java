package studio.athanor.data.recipe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.data.recipe.yaml.YamlNode;
import studio.athanor.data.row.Position;

/**
 * Fields of fixed names. What is asked for is what is allowed: {@link #close} reports the rest. A required field that is not
 * there or of another type is a problem, and something harmless is returned in its place.
 */
final class Fields {

    private final YamlNode.Mapping mapping;
    private final String path;
    private final String owner;
    private final Problems problems;
    private final Set<String> allowed = new LinkedHashSet<>();

    Fields(YamlNode.Mapping mapping, String path, String owner, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.owner = owner;
        this.problems = problems;
    }

    /** Returns the same fields under another name of what has them, with nothing asked for yet. */
    Fields of(String newOwner) {
        return new Fields(mapping, path, newOwner, problems);
    }

    Position at() {
        return mapping.at();
    }

    String path() {
        return path;
    }

    Problems problems() {
        return problems;
    }

    /** Returns the path of a field, there or not. */
    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return mapping.entry(name).isPresent();
    }

    Optional<Field> take(String name) {
        allowed.add(name);
        return mapping.entry(name).map(entry -> new Field(entry.value(), path(name), problems));
    }

    Optional<Field> require(String name) {
        Optional<Field> field = take(name);
        if (field.isEmpty()) {
            missing(name);
        }
        return field;
    }

    void missing(String name) {
        problems.error(at(), path(name), "The field \"" + name + "\" is missing: " + owner + " needs it.");
    }

    void error(String name, String sentence) {
        Position place = mapping.entry(name).map(entry -> entry.value().at()).orElse(at());
        problems.error(place, path(name), sentence);
    }

    String text(String name) {
        return require(name).flatMap(Field::text).orElse("");
    }

    String text(String name, String absent) {
        return maybeText(name).orElse(absent);
    }

    Optional<String> maybeText(String name) {
        return take(name).flatMap(Field::text);
    }

    long whole(String name) {
        return wholeOf(require(name)).orElse(0);
    }

    long whole(String name, long absent) {
        return maybeWhole(name).orElse(absent);
    }

    OptionalLong maybeWhole(String name) {
        return wholeOf(take(name));
    }

    int small(String name, int absent) {
        return maybeSmall(name).orElse(absent);
    }

    OptionalInt maybeSmall(String name) {
        OptionalLong whole = maybeWhole(name);
        if (whole.isEmpty()) {
            return OptionalInt.empty();
        }
        if (whole.getAsLong() != (int) whole.getAsLong()) {
            error(name, "\"" + name + "\" is a whole number of 32 bits at most, not " + whole.getAsLong() + ".");
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) whole.getAsLong());
    }

    double number(String name) {
        return numberOf(require(name)).orElse(0);
    }

    double number(String name, double absent) {
        return maybeNumber(name).orElse(absent);
    }

    OptionalDouble maybeNumber(String name) {
        return numberOf(take(name));
    }

    boolean truth(String name, boolean absent) {
        return take(name).flatMap(Field::truth).orElse(absent);
    }

    <E extends Enum<E>> E oneOf(String name, Words<E> words, E absent) {
        return take(name).flatMap(field -> field.oneOf(words)).orElse(absent);
    }

    List<String> texts(String name) {
        return require(name).map(Field::texts).orElse(List.of());
    }

    /** Reports the fields that nobody asked for. */
    void close() {
        for (YamlNode.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (!allowed.contains(name)) {
                problems.error(
                        entry.key().at(),
                        path(name),
                        "There is no field \"" + name + "\" in " + owner + "." + Nearest.question(name, allowed)
                                + " Its fields are " + String.join(", ", allowed) + ".");
            }
        }
    }

    private static OptionalLong wholeOf(Optional<Field> field) {
        return field.map(Field::whole).orElse(OptionalLong.empty());
    }

    private static OptionalDouble numberOf(Optional<Field> field) {
        return field.map(Field::number).orElse(OptionalDouble.empty());
    }
}
