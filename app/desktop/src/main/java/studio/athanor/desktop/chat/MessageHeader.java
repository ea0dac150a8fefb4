package studio.athanor.desktop.chat;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.chat.Turn;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.text.Message;

/** Who speaks, which branch this is, and what can be done with it. */
final class MessageHeader extends HBox {

    private static final Texts TEXTS = Texts.of(MessageHeader.class);

    private final ChatMessage message;
    private final MessageActions actions;
    private final Runnable edit;
    private final Label name = new Label();
    private final HBox branches = new HBox();
    private final HBox buttons = new HBox();

    MessageHeader(ChatMessage message, MessageActions actions, Runnable edit) {
        this.message = message;
        this.actions = actions;
        this.edit = edit;
        getStyleClass().add("message-header");
        name.getStyleClass().add("strong");
        branches.getStyleClass().add("message-branches");
        branches.setAlignment(Pos.CENTER);
        buttons.getStyleClass().add("message-actions");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(name, space, branches, buttons);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setOnMousePressed(event -> requestFocus());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        update();
    }

    void update() {
        String speaker = speaker();
        name.setText(speaker);
        setAccessibleText(TEXTS.get("message.accessible", speaker, beginning()));
        showBranches();
        showButtons();
    }

    private String beginning() {
        String text = message.text();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private String speaker() {
        return switch (message.role()) {
            case USER -> TEXTS.get("message.you");
            case SYSTEM -> TEXTS.get("message.system");
            case TOOL -> TEXTS.get("message.tool");
            case ASSISTANT -> {
                @Nullable Turn turn = message.turn();
                yield turn == null
                        ? actions.modelName()
                        : turn.receipt()
                                .map(receipt -> withoutEnding(receipt.modelFile()))
                                .orElseGet(() -> TEXTS.get("message.model"));
            }
        };
    }

    private static String withoutEnding(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".gguf") ? file.substring(0, file.length() - 5) : file;
    }

    private void showBranches() {
        branches.getChildren().clear();
        @Nullable Turn turn = message.turn();
        if (turn == null || turn.siblingCount() < 2) {
            return;
        }
        Label place = new Label((turn.siblingIndex() + 1) + "/" + turn.siblingCount());
        place.getStyleClass().addAll("muted", "small");
        Button before = button(Feather.CHEVRON_LEFT, "message.before", () -> actions.switchBranch(message, -1));
        Button behind = button(Feather.CHEVRON_RIGHT, "message.behind", () -> actions.switchBranch(message, 1));
        before.setDisable(turn.siblingIndex() == 0);
        behind.setDisable(turn.siblingIndex() == turn.siblingCount() - 1);
        branches.getChildren().addAll(before, place, behind);
    }

    private void showButtons() {
        buttons.getChildren().clear();
        @Nullable Turn turn = message.turn();
        if (turn != null) {
            if (message.role() == Message.Role.ASSISTANT) {
                if (turn.state() != Turn.State.COMPLETE || endedEarly(turn)) {
                    add(button(Feather.PLAY, "message.continue", () -> actions.continueAnswer(message)));
                }
                add(button(Feather.REFRESH_CW, "message.regenerate", () -> actions.regenerate(message)));
            } else if (message.role() == Message.Role.USER) {
                add(button(Feather.EDIT_2, "message.edit", edit));
            }
        }
        add(button(Feather.COPY, "message.copy", () -> actions.copy(message.text())));
    }

    private static boolean endedEarly(Turn turn) {
        return turn.receipt()
                .flatMap(receipt -> receipt.stopReason())
                .filter(reason -> switch (reason) {
                    case MAX_TOKENS, CONTEXT_FULL -> true;
                    case END_OF_TURN, STOP_STRING, TOOL_CALLS -> false;
                })
                .isPresent();
    }

    private void add(Node button) {
        buttons.getChildren().add(button);
    }

    private static Button button(Feather icon, String key, Runnable action) {
        return IconButtons.make(icon, TEXTS.get(key), action);
    }

    private void key(KeyEvent event) {
        @Nullable Turn turn = message.turn();
        if (turn == null || event.isShortcutDown() || event.isShiftDown()) {
            return;
        }
        if (event.isAltDown() && event.getCode() == KeyCode.ENTER && message.role() == Message.Role.ASSISTANT) {
            actions.continueAnswer(message);
            event.consume();
        } else if (equals(event.getTarget()) && turn.siblingCount() > 1) {
            if (event.getCode() == KeyCode.LEFT) {
                actions.switchBranch(message, -1);
                event.consume();
            } else if (event.getCode() == KeyCode.RIGHT) {
                actions.switchBranch(message, 1);
                event.consume();
            }
        }
    }
}
