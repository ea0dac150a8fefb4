package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import studio.athanor.data.recipe.Weighted;

/**
 * Weighted values as lines for people: {@code value}, or {@code value = weight} where the weight is not 1; below a parent
 * {@code parent: value}. What would be read as something else is written as JSON.
 */
final class WeightedLines {

    private static final Pattern WEIGHT = Pattern.compile("(.*\\S)\\s+=\\s+([0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern JSON_START =
            Pattern.compile("[\"\\[{].*|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");
    private static final String BRANCH = ": ";

    private WeightedLines() {}

    static String write(List<Weighted> values) {
        return values.stream().map(WeightedLines::line).collect(Collectors.joining("\n"));
    }

    static List<Weighted> read(String field, List<String> lines) throws FormMistake {
        List<Weighted> values = new ArrayList<>();
        for (String line : lines) {
            values.add(weighted(field, line));
        }
        return values;
    }

    static String writeBranches(Map<String, List<Weighted>> branches) {
        return branches.entrySet().stream()
                .flatMap(branch -> branch.getValue().stream().map(value -> branch.getKey() + BRANCH + line(value)))
                .collect(Collectors.joining("\n"));
    }

    static SequencedMap<String, List<Weighted>> readBranches(String field, List<String> lines) throws FormMistake {
        SequencedMap<String, List<Weighted>> branches = new LinkedHashMap<>();
        for (String line : lines) {
            int end = line.indexOf(BRANCH);
            if (end <= 0) {
                throw new FormMistake(field, FormMistake.Reason.NO_BRANCH);
            }
            branches.computeIfAbsent(line.substring(0, end).strip(), parent -> new ArrayList<>())
                    .add(weighted(field, line.substring(end + BRANCH.length()).strip()));
        }
        return branches;
    }

    private static String line(Weighted value) {
        String text = text(value.value());
        return value.weight() == 1 ? text : text + " = " + FormValues.number(value.weight());
    }

    /** Returns a value as people write it: text without quotation marks where nothing else could be meant. */
    static String text(JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            String text = primitive.getAsString();
            boolean plain = !text.isEmpty()
                    && text.equals(text.strip())
                    && text.indexOf('\n') < 0
                    && !JSON_START.matcher(text).matches()
                    && !WEIGHT.matcher(text).matches();
            return plain ? text : primitive.toString();
        }
        return value.toString();
    }

    /** Reads a value that a person wrote. */
    static JsonElement value(String field, String text) throws FormMistake {
        if (!JSON_START.matcher(text).matches()) {
            return new JsonPrimitive(text);
        }
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new FormMistake(field, FormMistake.Reason.NOT_JSON);
        }
    }

    private static Weighted weighted(String field, String line) throws FormMistake {
        Matcher matcher = WEIGHT.matcher(line);
        return matcher.matches()
                ? new Weighted(value(field, matcher.group(1)), Double.parseDouble(matcher.group(2)))
                : new Weighted(value(field, line), 1);
    }
}
