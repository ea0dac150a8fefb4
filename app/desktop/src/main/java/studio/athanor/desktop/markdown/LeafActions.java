package studio.athanor.desktop.markdown;

import javafx.scene.Node;

/** What the leaves of a document can ask of the window. FX thread only. */
public interface LeafActions {

    /**
     * Asks the person whether to open a link.
     *
     * @param address always http or https
     * @param host where it leads
     * @param anchor the control it stands in
     */
    void openLink(String address, String host, Node anchor);

    /** Copies the whole code block that a leaf is the first of. */
    void copyCode(LeafNode first);
}
