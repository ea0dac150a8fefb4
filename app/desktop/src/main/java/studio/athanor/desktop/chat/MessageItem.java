package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.Turn;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.ToolCall;

/** One message in the transcript: a heading, what was thought, what is said, what was called, how it went. */
final class MessageItem extends ColumnItem implements ChatMessage.Watcher {

    private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
    private static final double HEADER = 44;
    private static final double FOOTER = 28;
    private static final double LINE = 20;
    private static final double CHAR = 7;

    private final ChatMessage message;
    private final MessageActions actions;
    private final VirtualColumn column;
    private final Runnable grewSoon;
    private final NodePart header;
    private final NodePart footer;
    private final NodePart reasoningHeader;
    private @Nullable LeafRun text;
    private @Nullable LeafRun reasoning;
    private @Nullable EditBox editor;
    private boolean reasoningOpen;
    private boolean pointed;
    private long reasoningSince;

    MessageItem(ChatMessage message, MessageActions actions, VirtualColumn column, Runnable grewSoon) {
        this.message = message;
        this.actions = actions;
        this.column = column;
        this.grewSoon = grewSoon;
        header = new NodePart(HEADER, () -> point(new MessageHeader(message, actions, this::startEditing)));
        footer = new NodePart(FOOTER, () -> new MessageFooter(message, actions));
        reasoningHeader = new NodePart(
                FOOTER, () -> new ReasoningHeader(message, reasoningOpen, reasoningMillis(), this::toggleReasoning));
        message.watch(this);
    }

    ChatMessage message() {
        return message;
    }

    // ---- parts ----

    @Override
    List<ColumnPart> makeParts() {
        text = new LeafRun(message.text(), message.streaming(), actions, styleClass());
        reasoning = null;
        return compose();
    }

    private String styleClass() {
        return message.role() == Message.Role.USER ? "said-by-user" : "said-by-model";
    }

    private List<ColumnPart> compose() {
        List<ColumnPart> parts = new ArrayList<>();
        parts.add(header);
        Turn turn = message.turn();
        if (turn != null && !turn.attachments().isEmpty()) {
            parts.add(new NodePart(FOOTER, () -> new AttachmentChips(turn.attachments())));
        }
        if (!message.reasoning().isEmpty()) {
            parts.add(reasoningHeader);
            if (reasoningOpen) {
                parts.addAll(reasoningRun().parts());
            }
        }
        EditBox editing = editor;
        LeafRun said = text;
        if (editing != null) {
            parts.add(new NodePart(120, () -> editing));
        } else if (said != null) {
            parts.addAll(said.parts());
        }
        for (ToolCall call : message.toolCalls()) {
            parts.add(new NodePart(80, () -> new ToolCallBox(call)));
        }
        parts.add(footer);
        return parts;
    }

    private LeafRun reasoningRun() {
        LeafRun run = reasoning;
        if (run == null) {
            run = new LeafRun(message.reasoning(), message.streaming(), actions, "thought");
            reasoning = run;
        }
        return run;
    }

    private void recompose() {
        if (hasParts()) {
            setParts(compose());
            column.changed(this);
        }
    }

    @Override
    boolean mayForget() {
        return !message.streaming() && editor == null;
    }

    @Override
    double estimate(double width) {
        double perLine = Math.max(10, width / CHAR);
        return HEADER + FOOTER + Math.ceil(message.textLength() / perLine + 0.5) * LINE;
    }

    // ---- growing ----

    @Override
    public void grew(String said, String thought) {
        if (!thought.isEmpty() && reasoningSince == 0) {
            reasoningSince = System.nanoTime();
        }
        if (!hasParts()) {
            return;
        }
        if (text != null) {
            text.append(said);
        }
        if (reasoning != null) {
            reasoning.append(thought);
        }
        grewSoon.run();
    }

    /** Shows what came since the last time. */
    void refresh() {
        if (!hasParts() || !message.streaming()) {
            return;
        }
        if (text != null) {
            text.refresh();
        }
        if (reasoning != null && reasoningOpen) {
            reasoning.refresh();
        }
        if (reasoningHeader.node() instanceof ReasoningHeader shown) {
            shown.update(message, reasoningOpen, reasoningMillis());
        }
        recompose();
    }

    @Override
    public void settled(Turn turn) {
        if (text != null) {
            text.settle(turn.text());
        }
        if (reasoning != null) {
            reasoning.settle(turn.reasoning());
        }
        if (header.node() instanceof MessageHeader shown) {
            shown.update();
        }
        if (footer.node() instanceof MessageFooter shown) {
            shown.update();
        }
        if (reasoningHeader.node() instanceof ReasoningHeader shown) {
            shown.update(message, reasoningOpen, reasoningMillis());
        }
        recompose();
    }

    private long reasoningMillis() {
        Turn turn = message.turn();
        if (turn != null) {
            return turn.reasoningMillis().orElse(0);
        }
        return reasoningSince == 0 ? 0 : (System.nanoTime() - reasoningSince) / 1_000_000;
    }

    private void toggleReasoning() {
        reasoningOpen = !reasoningOpen;
        if (reasoningHeader.node() instanceof ReasoningHeader shown) {
            shown.update(message, reasoningOpen, reasoningMillis());
        }
        recompose();
    }

    // ---- editing and pointing ----

    private void startEditing() {
        if (editor != null || actions.busy()) {
            return;
        }
        EditBox box = new EditBox(message.text());
        box.onDone(now -> {
            editor = null;
            recompose();
            now.ifPresent(changed -> actions.edit(message, changed));
        });
        editor = box;
        recompose();
        box.focusWhenShown();
    }

    /** Shows the buttons of the message while the mouse points at it. */
    void setPointed(boolean now) {
        pointed = now;
        if (header.node() != null) {
            header.node().pseudoClassStateChanged(POINTED, now);
        }
    }

    private MessageHeader point(MessageHeader shown) {
        shown.pseudoClassStateChanged(POINTED, pointed);
        return shown;
    }
}
