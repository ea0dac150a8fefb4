package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.markdown.Leaf;
import studio.athanor.desktop.markdown.LeafActions;
import studio.athanor.desktop.markdown.LeafNode;
import studio.athanor.desktop.markdown.Markdown;
import studio.athanor.desktop.markdown.MarkdownStream;

/** The leaves of one text, which may still grow. FX thread only. */
final class LeafRun implements LeafActions {

    private final MessageActions actions;
    private final String styleClass;
    private final List<LeafPart> parts = new ArrayList<>();
    private @Nullable MarkdownStream stream;

    /**
     * Shows a text.
     *
     * @param text so far
     * @param grows whether more comes
     * @param styleClass given to every leaf
     */
    LeafRun(String text, boolean grows, MessageActions actions, String styleClass) {
        this.actions = actions;
        this.styleClass = styleClass;
        if (grows) {
            MarkdownStream fresh = new MarkdownStream();
            fresh.append(text);
            stream = fresh;
            refresh();
        } else {
            show(Markdown.parse(text));
        }
    }

    List<LeafPart> parts() {
        return parts;
    }

    void append(String text) {
        if (stream != null) {
            stream.append(text);
        }
    }

    /** Reads what was appended. */
    void refresh() {
        if (stream != null) {
            show(stream.leaves());
        }
    }

    /** Takes the whole text; nothing comes after it. */
    void settle(String text) {
        stream = null;
        show(Markdown.parse(text));
    }

    private void show(List<Leaf> leaves) {
        for (int i = 0; i < leaves.size(); i++) {
            if (i >= parts.size()) {
                parts.add(part(leaves.get(i), i));
            } else if (!parts.get(i).grow(leaves.get(i))) {
                parts.set(i, part(leaves.get(i), i));
            }
        }
        if (parts.size() > leaves.size()) {
            parts.subList(leaves.size(), parts.size()).clear();
        }
    }

    private LeafPart part(Leaf leaf, int index) {
        return new LeafPart(leaf, index == 0, this, styleClass);
    }

    @Override
    public void openLink(String address, String host, Node anchor) {
        actions.openLink(address, host, anchor);
    }

    @Override
    public void copyCode(LeafNode first) {
        List<Leaf> block = new ArrayList<>();
        boolean inside = false;
        for (LeafPart part : parts) {
            inside |= first.equals(part.node());
            if (inside) {
                block.add(part.leaf());
                if (part.leaf().content() instanceof Leaf.Content.Code code && code.last()) {
                    break;
                }
            }
        }
        actions.copy(Leaf.text(block));
    }
}
