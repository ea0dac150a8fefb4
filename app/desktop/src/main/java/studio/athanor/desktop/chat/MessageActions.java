package studio.athanor.desktop.chat;

import javafx.scene.Node;
import studio.athanor.core.chat.Turn;

/** What a shown message can ask for. FX thread only. */
interface MessageActions {

    void copy(String text);

    void regenerate(ChatMessage message);

    void edit(ChatMessage message, String text);

    void continueAnswer(ChatMessage message);

    /** Shows the branch before (-1) or behind (+1). */
    void switchBranch(ChatMessage message, int step);

    void showReceipt(Turn turn, Node anchor);

    void openLink(String address, String host, Node anchor);

    /** Returns the name of the model that answers now. */
    String modelName();

    /** Tells whether an answer comes, so that nothing can be branched. */
    boolean busy();
}
