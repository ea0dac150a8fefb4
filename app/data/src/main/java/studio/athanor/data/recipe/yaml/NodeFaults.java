package studio.athanor.data.recipe.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what is YAML and yet cannot be meant: a field that is given twice, and halves of characters. */
final class NodeFaults {

    private final List<YamlFault> faults;

    private NodeFaults(List<YamlFault> faults) {
        this.faults = faults;
    }

    static void collect(YamlNode root, List<YamlFault> faults) {
        new NodeFaults(faults).look(root, "");
    }

    private void look(YamlNode node, String path) {
        if (node.span().alias()) {
            return;
        }
        switch (node) {
            case YamlNode.Scalar scalar -> halves(scalar, path);
            case YamlNode.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    look(list.items().get(i), path + "[" + i + "]");
                }
            }
            case YamlNode.Mapping fields -> fields(fields, path);
        }
    }

    private void fields(YamlNode.Mapping fields, String path) {
        Map<String, Integer> lines = HashMap.newHashMap(fields.entries().size());
        for (YamlNode.Entry entry : fields.entries()) {
            String name = entry.key().text();
            String at = path.isEmpty() ? name : path + "." + name;
            halves(entry.key(), at);
            Integer line = lines.putIfAbsent(name, entry.key().at().line());
            if (line != null) {
                faults.add(new YamlFault(
                        entry.key().at(),
                        at,
                        "\"" + name + "\" is there twice; the first is on line " + line + ". Keep one of them."));
            }
            look(entry.value(), at);
        }
    }

    private void halves(YamlNode.Scalar scalar, String path) {
        String text = scalar.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                faults.add(new YamlFault(
                        scalar.at(),
                        path,
                        "The text holds half a character (\\u%04x). Write both halves of it, or none."
                                .formatted((int) c)));
                return;
            }
        }
    }
}
