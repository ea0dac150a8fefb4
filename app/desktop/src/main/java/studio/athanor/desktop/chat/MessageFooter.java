package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.chat.Receipt;
import studio.athanor.core.chat.Turn;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Usage;

/** How an answer went: tokens, speed, why it ended; or that it is not whole. */
final class MessageFooter extends HBox {

    private static final Texts TEXTS = Texts.of(MessageFooter.class);

    private final ChatMessage message;
    private final MessageActions actions;

    MessageFooter(ChatMessage message, MessageActions actions) {
        this.message = message;
        this.actions = actions;
        getStyleClass().add("message-footer");
        update();
    }

    void update() {
        getChildren().clear();
        @Nullable Turn turn = message.turn();
        if (turn == null || message.role() != Message.Role.ASSISTANT) {
            return;
        }
        mark(turn);
        turn.receipt().ifPresent(receipt -> {
            Hyperlink stats = new Hyperlink(stats(turn, receipt));
            stats.getStyleClass().addAll("message-stats", "small");
            stats.setAccessibleText(TEXTS.get("message.receipt", stats.getText()));
            stats.setOnAction(event -> actions.showReceipt(turn, stats));
            getChildren().add(stats);
        });
    }

    private void mark(Turn turn) {
        switch (turn.state()) {
            case FAILED ->
                mark(
                        Feather.ALERT_TRIANGLE,
                        "message-failed",
                        turn.failure().map(failure -> failure.message()).orElseGet(() -> TEXTS.get("message.failed")));
            case INTERRUPTED -> mark(Feather.ALERT_CIRCLE, "message-interrupted", TEXTS.get("message.interrupted"));
            case COMPLETE, STREAMING, CANCELLED -> {}
        }
    }

    private void mark(Feather icon, String styleClass, String text) {
        Label label = new Label(text, new FontIcon(icon));
        label.getStyleClass().addAll("message-mark", "small", styleClass);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        getChildren().add(label);
    }

    private static String stats(Turn turn, Receipt receipt) {
        Usage usage = receipt.usage();
        List<String> facts = new ArrayList<>();
        if (usage.generatedTokens() == 0) {
            return ending(turn, receipt);
        }
        facts.add(
                usage.generatedTokens() == 1
                        ? TEXTS.get("stats.token")
                        : TEXTS.get("stats.tokens", usage.generatedTokens()));
        if (usage.tokensPerSecond() > 0) {
            facts.add(TEXTS.get("stats.speed", speed(usage.tokensPerSecond())));
        }
        facts.add(TEXTS.get("stats.first", Math.round(usage.firstTokenMillis())));
        facts.add(ending(turn, receipt));
        return String.join(" · ", facts);
    }

    static String speed(double tokensPerSecond) {
        return String.format(Locale.ROOT, tokensPerSecond < 10 ? "%.1f" : "%.0f", tokensPerSecond);
    }

    private static String ending(Turn turn, Receipt receipt) {
        if (turn.state() == Turn.State.CANCELLED) {
            return TEXTS.get("stop.cancelled");
        }
        return receipt.stopReason()
                .map(reason -> TEXTS.get("stop." + reason.name().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> TEXTS.get("stop.failed"));
    }
}
