package studio.athanor.desktop.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** Keeps the focus in a part of the window whose nodes are made anew. FX thread only. */
public final class KeptFocus {

    private KeptFocus() {}

    /**
     * Makes the nodes of a part anew. If one of them has the focus, it goes to the new node of the same id, or else to the
     * one that is in its place.
     *
     * @param part whose nodes are replaced; stays itself
     * @param rebuild replaces them
     */
    public static void through(Parent part, Runnable rebuild) {
        Scene scene = part.getScene();
        List<Node> before = focusable(part);
        int place = scene == null ? -1 : before.indexOf(scene.getFocusOwner());
        rebuild.run();
        if (place < 0) {
            return;
        }
        // what is inside a skin is there only once it is styled
        part.applyCss();
        List<Node> after = focusable(part);
        Optional.ofNullable(before.get(place).getId())
                .flatMap(id ->
                        after.stream().filter(node -> id.equals(node.getId())).findFirst())
                .or(() ->
                        after.isEmpty() ? Optional.empty() : Optional.of(after.get(Math.min(place, after.size() - 1))))
                .ifPresent(Node::requestFocus);
    }

    private static List<Node> focusable(Parent part) {
        List<Node> found = new ArrayList<>();
        for (Node child : part.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.isFocusTraversable()) {
                found.add(child);
            }
            if (child instanceof Parent branch) {
                found.addAll(focusable(branch));
            }
        }
        return found;
    }
}
