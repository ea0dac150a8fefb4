package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import studio.athanor.core.chat.Turn;

/** Does nothing of what messages ask for, and remembers what was to be copied or opened. */
final class SilentActions implements MessageActions {

    final List<String> copied = new ArrayList<>();
    final List<String> opened = new ArrayList<>();

    @Override
    public void copy(String text) {
        copied.add(text);
    }

    @Override
    public void regenerate(ChatMessage message) {}

    @Override
    public void edit(ChatMessage message, String text) {}

    @Override
    public void continueAnswer(ChatMessage message) {}

    @Override
    public void switchBranch(ChatMessage message, int step) {}

    @Override
    public void showReceipt(Turn turn, Node anchor) {}

    @Override
    public void openLink(String address, String host, Node anchor) {
        opened.add(address);
    }

    @Override
    public String modelName() {
        return "fake";
    }

    @Override
    public boolean busy() {
        return false;
    }
}
