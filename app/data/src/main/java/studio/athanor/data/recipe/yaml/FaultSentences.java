package studio.athanor.data.recipe.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import studio.athanor.data.row.Position;

/** Says what the YAML parser found in words for people who write recipes. */
final class FaultSentences {

    private FaultSentences() {}

    static YamlFault of(MarkedYamlEngineException fault) {
        String problem = text(fault.getProblem());
        boolean unclosed = problem.contains("unexpected end of stream") || problem.contains("got <stream end>");
        boolean lineWithoutColon = problem.contains("could not find expected ':'");
        Optional<Mark> mark =
                (unclosed || lineWithoutColon) && fault.getContextMark().isPresent()
                        ? fault.getContextMark()
                        : fault.getProblemMark().or(fault::getContextMark);
        Position at = mark.map(found -> new Position(found.getLine() + 1, found.getColumn() + 1))
                .orElse(new Position(1, 1));
        return new YamlFault(at, "", sentence(problem, text(fault.getContext()), unclosed));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String sentence(String problem, String context, boolean unclosed) {
        if (unclosed) {
            return context.contains("quoted scalar")
                    ? "The quotes that open here are never closed. Close them."
                    : "What opens here is never closed. Close its brackets.";
        }
        if (problem.contains("TAB")) {
            return "A tab stands at the start of this line. Indent with spaces.";
        }
        if (problem.contains("mapping values are not allowed here")) {
            return "A colon does not fit here. Put quotes around a text with \": \" in it, or write a long text under"
                    + " \"|\" on lines of its own; else look at the indentation.";
        }
        if (problem.contains("could not find expected ':'")) {
            return "A field has no colon after its name here. Write \"name: value\"; a text of several lines stands,"
                    + " indented, under \"|\".";
        }
        if (problem.contains("cannot start any token")) {
            return "A value cannot begin with this character. Put quotes around it.";
        }
        if (problem.contains("escape")) {
            return "YAML has no such escape. In double quotes write \\\\ for a backslash, or use single quotes.";
        }
        if (problem.contains("<block end>") || problem.contains("expected ',' or")) {
            return "This does not fit what stands before it. Look at the indentation, and at commas and brackets.";
        }
        return "This is not YAML: " + problem + (context.isEmpty() ? "" : " (" + context + ")") + ".";
    }
}
