package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.markdown.Span.Mark;

/** Flattens the inline nodes below a block into spans, without recursion, so that depth costs nothing. */
final class Inlines {

    private static final Pattern BARE_ADDRESS = Pattern.compile("https?://[^\\s<>\"'`]{1,1990}");

    private final List<Span> spans = new ArrayList<>();
    private final Map<Mark, Integer> depth = new EnumMap<>(Mark.class);
    private final StringBuilder pending = new StringBuilder();
    private Set<Mark> pendingMarks = EnumSet.noneOf(Mark.class);
    private Optional<String> pendingLink = Optional.empty();
    private Optional<String> link = Optional.empty();
    private int linkStart;

    private Inlines() {}

    static List<Span> of(Node block) {
        Inlines inlines = new Inlines();
        inlines.walk(block);
        inlines.flush();
        return inlines.spans;
    }

    private void walk(Node root) {
        @Nullable Node node = root.getFirstChild();
        while (node != null) {
            enter(node);
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                continue;
            }
            while (node != null && node.getNext() == null) {
                leave(node);
                node = node.getParent();
                if (root.equals(node)) {
                    return;
                }
            }
            if (node != null) {
                leave(node);
                node = node.getNext();
            }
        }
    }

    private void enter(Node node) {
        switch (node) {
            case Text text -> addLinking(text.getLiteral());
            case Code code -> {
                step(Mark.CODE, 1);
                add(Visible.of(code.getLiteral()));
                step(Mark.CODE, -1);
            }
            case SoftLineBreak _, HardLineBreak _ -> add("\n");
            case HtmlInline html -> add(html.getLiteral());
            case Emphasis _ -> step(Mark.ITALIC, 1);
            case StrongEmphasis _ -> step(Mark.BOLD, 1);
            case Strikethrough _ -> step(Mark.STRIKE, 1);
            case Link target -> open(target.getDestination());
            case Image target -> open(target.getDestination());
            default -> {}
        }
    }

    private void leave(Node node) {
        switch (node) {
            case Emphasis _ -> step(Mark.ITALIC, -1);
            case StrongEmphasis _ -> step(Mark.BOLD, -1);
            case Strikethrough _ -> step(Mark.STRIKE, -1);
            case Link target -> close(target.getDestination());
            case Image target -> close(target.getDestination());
            default -> {}
        }
    }

    private void open(String destination) {
        flush();
        linkStart = spans.size();
        if (LinkTarget.of(destination).host().isPresent()) {
            link = Optional.of(destination);
            step(Mark.LINK, 1);
        }
    }

    private void close(String destination) {
        flush();
        String shown = Span.text(spans.subList(Math.min(linkStart, spans.size()), spans.size()));
        LinkTarget target = LinkTarget.of(destination);
        if (target.host().isEmpty()) {
            if (!destination.isEmpty() && !shown.equals(destination)) {
                muted((shown.isEmpty() ? "" : " ") + "(" + Visible.of(shortened(destination)) + ")");
            }
            return;
        }
        if (shown.isEmpty()) {
            add(Visible.of(shortened(destination)));
            shown = destination;
        }
        link = Optional.empty();
        step(Mark.LINK, -1);
        if (!namesHost(shown, target.host().get())) {
            muted(" (" + target.host().get() + ")");
        }
    }

    /** A text that looks like an address must show the very host it leads to, or the host is written beside it. */
    private static boolean namesHost(String shown, String host) {
        return LinkTarget.of(shown).host().filter(host::equalsIgnoreCase).isPresent();
    }

    private static String shortened(String address) {
        return address.length() <= 120 ? address : address.substring(0, 117) + "…";
    }

    private void addLinking(String text) {
        if (link.isPresent() || !text.contains("://")) {
            add(text);
            return;
        }
        Matcher matcher = BARE_ADDRESS.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String address = withoutTrailingPunctuation(matcher.group());
            if (LinkTarget.of(address).host().isEmpty()) {
                continue;
            }
            add(text.substring(from, matcher.start()));
            link = Optional.of(address);
            step(Mark.LINK, 1);
            add(address);
            step(Mark.LINK, -1);
            link = Optional.empty();
            from = matcher.start() + address.length();
        }
        add(text.substring(from));
    }

    private static String withoutTrailingPunctuation(String address) {
        int end = address.length();
        while (end > 0 && ".,;:!?)]}*_".indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        return address.substring(0, end);
    }

    private void muted(String text) {
        step(Mark.MUTED, 1);
        add(text);
        step(Mark.MUTED, -1);
    }

    private void step(Mark mark, int by) {
        depth.merge(mark, by, Integer::sum);
    }

    private void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        depth.forEach((mark, count) -> {
            if (count > 0) {
                marks.add(mark);
            }
        });
        if (!marks.equals(pendingMarks) || !link.equals(pendingLink)) {
            flush();
            pendingMarks = marks;
            pendingLink = link;
        }
        pending.append(text);
    }

    private void flush() {
        if (!pending.isEmpty()) {
            spans.add(new Span(pending.toString(), pendingMarks, pendingLink));
            pending.setLength(0);
        }
    }
}
