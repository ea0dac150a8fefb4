package studio.athanor.data.recipe.yaml;

/** Where lines of a source begin and end, and where the text of a node does. */
final class Lines {

    private final String source;

    Lines(String source) {
        this.source = source;
    }

    int start(int index) {
        return source.lastIndexOf('\n', index - 1) + 1;
    }

    /** Returns the start of the line after an index. */
    int next(int index) {
        int feed = source.indexOf('\n', index);
        return feed < 0 ? source.length() : feed + 1;
    }

    /** Returns the end of the line without its break. */
    int end(int index) {
        int feed = source.indexOf('\n', index);
        int end = feed < 0 ? source.length() : feed;
        return end > index && source.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Returns the spaces before the first other character of a line, or -1 in an empty one. */
    int indent(int lineStart) {
        int index = lineStart;
        while (index < source.length() && source.charAt(index) == ' ') {
            index++;
        }
        return index >= source.length() || source.charAt(index) == '\n' || source.charAt(index) == '\r'
                ? -1
                : index - lineStart;
    }

    boolean comment(int lineStart) {
        int indent = indent(lineStart);
        return indent >= 0 && source.charAt(lineStart + indent) == '#';
    }

    boolean onlySpaces(int from, int to) {
        return source.substring(from, to).isBlank();
    }

    /** Returns the start of the first of the comment lines right above a line, as far as they are indented like it. */
    int withComments(int lineStart) {
        int indent = indent(lineStart);
        int start = lineStart;
        while (start > 0) {
            int above = start(start - 1);
            if (!comment(above) || indent(above) != indent) {
                return start;
            }
            start = above;
        }
        return start;
    }

    /** Returns the start of the line after a node of a block, comments that are indented deeper included. */
    int after(YamlNode node, int indent) {
        int end = textEnd(node);
        int next = next(end);
        while (next < source.length() && comment(next) && indent(next) > indent) {
            next = next(next);
        }
        return next;
    }

    /** Returns the index after the last character that belongs to a node, without blank lines and comments. */
    int textEnd(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar when scalar.block() -> blockEnd(scalar);
            case YamlNode.Sequence list
            when !list.flow() && !list.span().alias() -> textEnd(list.items().getLast());
            case YamlNode.Mapping fields
            when !fields.flow() && !fields.span().alias() -> {
                YamlNode last = fields.entries().getLast().value();
                yield Math.max(
                        textEnd(last), fields.entries().getLast().key().span().end());
            }
            default -> node.span().end();
        };
    }

    /** The last break is not counted; where breaks at the end are kept, the others are. */
    private int blockEnd(YamlNode.Scalar scalar) {
        int start = scalar.span().start();
        int end = Math.min(scalar.span().end(), source.length());
        boolean keeps = source.substring(start, end(start)).matches("(?s)[^#]*\\+.*");
        if (!keeps) {
            while (end > start + 1 && Character.isWhitespace(source.charAt(end - 1))) {
                end--;
            }
            return end;
        }
        if (end > start && source.charAt(end - 1) == '\n') {
            end--;
        }
        return end > start && source.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
