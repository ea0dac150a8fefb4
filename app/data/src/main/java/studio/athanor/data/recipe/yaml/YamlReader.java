package studio.athanor.data.recipe.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import studio.athanor.data.row.Position;

/**
 * Reads YAML 1.2, and JSON as a part of it, into nodes that know their places. The source is not trusted: its size, its
 * depth and its number of nodes are bounded, what aliases repeat counted each time; tags make nothing, and an anchor can
 * be named only after its end, so that no node holds itself.
 */
public final class YamlReader {

    /** The longest source, in characters. */
    public static final int MOST_CHARACTERS = 1 << 20;

    /** How deep lists and fields nest. */
    public static final int MOST_DEPTH = 64;

    /** How many nodes a source has, those that aliases repeat included. */
    public static final int MOST_NODES = 100_000;

    private final SourceLines lines;
    private final Iterator<Event> events;
    private final List<YamlFault> faults = new ArrayList<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    private record Anchored(YamlNode node, int size) {}

    /** Ends the reading; what is wrong is told by its fault. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient YamlFault fault;

        Stop(Position at, String sentence) {
            super(sentence, null, false, false);
            fault = new YamlFault(at, "", sentence);
        }
    }

    private YamlReader(String source) {
        lines = new SourceLines(source);
        // one buffer for all: the parser's reader fails where the end of a buffer cuts a pair of surrogates
        LoadSettings settings = LoadSettings.builder()
                .setLabel("source")
                .setCodePointLimit(MOST_CHARACTERS)
                .setBufferSize(source.length() + 2)
                .build();
        events = new ParserImpl(settings, new StreamReader(settings, source));
    }

    /** Reads a source; it never fails otherwise than by faults. */
    public static YamlDocument read(String source) {
        if (source.length() > MOST_CHARACTERS) {
            return new YamlDocument(
                    Optional.empty(),
                    List.of(new YamlFault(
                            new Position(1, 1),
                            "",
                            "The file is longer than " + MOST_CHARACTERS
                                    + " characters. Long lists belong into a source file.")));
        }
        return new YamlReader(source).document();
    }

    private YamlDocument document() {
        Optional<YamlNode> root = Optional.empty();
        try {
            root = root();
        } catch (Stop e) {
            faults.add(e.fault);
        } catch (MarkedYamlEngineException e) {
            faults.add(FaultSentences.of(e));
        } catch (ReaderException e) {
            faults.add(new YamlFault(
                    lines.at(e.getPosition()),
                    "",
                    "There is a character here that YAML does not allow (U+%04X). Remove it, or write it as \"\\u%04X\"."
                            .formatted(e.getCodePoint(), e.getCodePoint())));
        } catch (YamlEngineException e) {
            faults.add(new YamlFault(new Position(1, 1), "", "This is not YAML: " + e.getMessage() + "."));
        }
        root.ifPresent(node -> NodeFaults.collect(node, faults));
        return new YamlDocument(root, faults);
    }

    private Optional<YamlNode> root() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (root.isPresent()) {
                        throw new Stop(at(event), "A second document begins here. Keep one document in a file.");
                    }
                }
                case Scalar, SequenceStart, MappingStart, Alias -> root = Optional.of(node(event, 1));
                default -> {}
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (depth > MOST_DEPTH) {
            throw new Stop(at(event), "Lists and fields nest deeper than " + MOST_DEPTH + " here. Make it flatter.");
        }
        if (event instanceof AliasEvent alias) {
            return repeated(alias);
        }
        int before = nodes;
        count(event, 1);
        YamlNode node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case CollectionStartEvent start when start.getEventId() == Event.ID.SequenceStart -> sequence(start, depth);
            case CollectionStartEvent start -> mapping(start, depth);
            default -> throw new Stop(at(event), "This is not YAML.");
        };
        if (event instanceof NodeEvent named) {
            named.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before)));
        }
        return node;
    }

    private YamlNode repeated(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw new Stop(at(alias), "There is no anchor &" + alias.getAlias() + " before this line.");
        }
        count(alias, anchored.size());
        Span span = span(alias, alias, true);
        return switch (anchored.node()) {
            case YamlNode.Scalar scalar -> new YamlNode.Scalar(scalar.text(), scalar.style(), span);
            case YamlNode.Sequence list -> new YamlNode.Sequence(list.items(), list.flow(), span);
            case YamlNode.Mapping fields -> new YamlNode.Mapping(fields.entries(), fields.flow(), span);
        };
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw new Stop(
                    at(event),
                    "There are more than " + MOST_NODES
                            + " values up to here, those repeated by aliases included. Long lists belong into a source"
                            + " file.");
        }
    }

    private YamlNode.Scalar scalar(ScalarEvent event) {
        boolean text =
                event.getTag().isPresent() && allowed(event, event.getTag().get(), "str");
        YamlNode.Scalar.Style style = switch (event.getScalarStyle()) {
            case PLAIN -> text ? YamlNode.Scalar.Style.QUOTED : YamlNode.Scalar.Style.PLAIN;
            case LITERAL -> YamlNode.Scalar.Style.LITERAL;
            case FOLDED -> YamlNode.Scalar.Style.FOLDED;
            case DOUBLE_QUOTED, SINGLE_QUOTED, JSON_SCALAR_STYLE -> YamlNode.Scalar.Style.QUOTED;
        };
        return new YamlNode.Scalar(event.getValue(), style, span(event, event, false));
    }

    private YamlNode.Sequence sequence(CollectionStartEvent start, int depth) {
        start.getTag().ifPresent(tag -> allowed(start, tag, "seq"));
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new YamlNode.Sequence(items, start.isFlow(), span(start, event, false));
    }

    private YamlNode.Mapping mapping(CollectionStartEvent start, int depth) {
        start.getTag().ifPresent(tag -> allowed(start, tag, "map"));
        List<YamlNode.Entry> entries = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (key instanceof YamlNode.Scalar name) {
                entries.add(new YamlNode.Entry(name, value));
            } else {
                faults.add(new YamlFault(key.at(), "", keySentence(key)));
            }
            event = events.next();
        }
        return new YamlNode.Mapping(entries, start.isFlow(), span(start, event, false));
    }

    private String keySentence(YamlNode key) {
        return lines.source().startsWith("{", key.span().start())
                ? "A template stands here without quotes, and YAML reads its braces as fields. Put quotes around it:"
                        + " \"{{ name }}\"."
                : "A list cannot be the name of a field. Put quotes around it if it is a text.";
    }

    /** Returns true for a tag that says what is so anyway; others are a fault. */
    private boolean allowed(Event event, String tag, String type) {
        boolean same = tag.equals("!") || tag.equals("tag:yaml.org,2002:" + type);
        if (!same) {
            faults.add(new YamlFault(at(event), "", "The tag " + tag + " means nothing here. Remove it."));
        }
        return same;
    }

    private Span span(Event first, Event last, boolean alias) {
        int start =
                first.getStartMark().map(mark -> lines.index(mark.getIndex())).orElse(0);
        int end = last.getEndMark().map(mark -> lines.index(mark.getIndex())).orElse(start);
        return new Span(start, end, at(first), alias);
    }

    private static Position at(Event event) {
        return event.getStartMark()
                .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Position.NONE);
    }
}
