package studio.athanor.data.recipe.yaml;

import java.util.List;
import java.util.Optional;
import studio.athanor.data.row.Position;

/**
 * What was read.
 *
 * @param root empty if it could not be read to its end, or holds nothing
 * @param faults all that is wrong with it as YAML
 */
public record YamlDocument(Optional<YamlNode> root, List<YamlFault> faults) {

    /** Copies the faults. */
    public YamlDocument {
        faults = List.copyOf(faults);
    }

    /**
     * Returns the node at a path such as {@code columns[2].prompt}.
     *
     * @param path keys with dots between them, items by their number from 0 in brackets; empty for the root
     */
    public Optional<YamlNode> find(String path) {
        return root.flatMap(node -> find(node, path));
    }

    /** Returns the place of a line of the text at a path, or of what the path is within as far as that is there. */
    public Optional<Position> place(String path, int textLine) {
        Optional<YamlNode> node = find(path);
        if (node.isPresent()) {
            return node.map(found -> found.at(textLine));
        }
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end <= 0 ? Optional.empty() : place(path.substring(0, end), 1);
    }

    private static Optional<YamlNode> find(YamlNode node, String path) {
        if (path.isEmpty()) {
            return Optional.of(node);
        }
        return switch (node) {
            case YamlNode.Scalar _ -> Optional.empty();
            case YamlNode.Sequence list -> item(list, path);
            case YamlNode.Mapping fields -> field(fields, path.startsWith(".") ? path.substring(1) : path);
        };
    }

    private static Optional<YamlNode> item(YamlNode.Sequence list, String path) {
        int end = path.indexOf(']');
        if (path.charAt(0) != '[' || end < 2 || end > 9) {
            return Optional.empty();
        }
        String digits = path.substring(1, end);
        if (!digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        int index = Integer.parseInt(digits);
        return index < list.items().size() ? find(list.items().get(index), path.substring(end + 1)) : Optional.empty();
    }

    /** Keys may hold dots and brackets themselves, so every key that fits is followed. */
    private static Optional<YamlNode> field(YamlNode.Mapping fields, String path) {
        for (YamlNode.Entry entry : fields.entries()) {
            String key = entry.key().text();
            if (path.startsWith(key)) {
                String rest = path.substring(key.length());
                boolean ends = rest.isEmpty() || rest.charAt(0) == '.' || rest.charAt(0) == '[';
                Optional<YamlNode> found = ends ? find(entry.value(), rest) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
