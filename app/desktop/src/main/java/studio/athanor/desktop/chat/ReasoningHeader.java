package studio.athanor.desktop.chat;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;

/** Folds what the model thought. */
final class ReasoningHeader extends HBox {

    private static final Texts TEXTS = Texts.of(ReasoningHeader.class);

    private final Button fold = new Button();

    ReasoningHeader(ChatMessage message, boolean open, long millis, Runnable toggle) {
        getStyleClass().add("reasoning-header");
        fold.getStyleClass().addAll("quiet", "muted");
        fold.setOnAction(event -> toggle.run());
        getChildren().add(fold);
        update(message, open, millis);
    }

    void update(ChatMessage message, boolean open, long millis) {
        boolean thinking = message.streaming() && message.textLength() == 0;
        long seconds = Math.max(1, Math.round(millis / 1000.0));
        fold.setText(
                thinking
                        ? TEXTS.get("reasoning.thinking")
                        : millis == 0 ? TEXTS.get("reasoning.thought") : TEXTS.get("reasoning.thoughtFor", seconds));
        fold.setGraphic(new FontIcon(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT));
        fold.setAccessibleText(TEXTS.get(open ? "reasoning.fold" : "reasoning.unfold", fold.getText()));
    }
}
