package studio.athanor.desktop.chat;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.text.ToolCall;

/** A call that the model made; nothing is run by showing it. */
final class ToolCallBox extends VBox {

    private static final int MOST_SHOWN = 4_000;

    ToolCallBox(ToolCall call) {
        Texts texts = Texts.of(ToolCallBox.class);
        getStyleClass().add("tool-call");
        Label name = new Label(texts.get("tool.called", call.name()), new FontIcon(Feather.TOOL));
        name.getStyleClass().add("small");
        String shown = call.arguments().length() <= MOST_SHOWN
                ? call.arguments()
                : call.arguments().substring(0, MOST_SHOWN) + "…";
        Label arguments = new Label(shown);
        arguments.getStyleClass().addAll("code-text", "small");
        arguments.setWrapText(true);
        arguments.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(name, arguments);
    }
}
