package studio.athanor.desktop.chat;

import com.google.gson.GsonBuilder;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import studio.athanor.core.chat.Receipt;
import studio.athanor.core.chat.ReceiptJson;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.text.Usage;

/** Shows what made an answer, so that it can be made again. */
final class ReceiptPopup {

    private static final Texts TEXTS = Texts.of(ReceiptPopup.class);

    private final Receipt receipt;
    private final Consumer<String> copy;

    ReceiptPopup(Receipt receipt, Consumer<String> copy) {
        this.receipt = receipt;
        this.copy = copy;
    }

    void show(Node anchor) {
        Label title = new Label(TEXTS.get("receipt.title"));
        title.getStyleClass().add("strong");
        GridPane facts = new GridPane();
        facts.getStyleClass().add("receipt-facts");
        Usage usage = receipt.usage();
        row(facts, "receipt.model", receipt.modelFile());
        row(facts, "receipt.hash", receipt.modelSha256().orElseGet(() -> TEXTS.get("receipt.hashPending")));
        row(facts, "receipt.engine", receipt.engineBuild());
        row(facts, "receipt.context", TEXTS.get("receipt.tokens", receipt.contextTokens()));
        receipt.sampling().seed().ifPresent(seed -> row(facts, "receipt.seed", Long.toString(seed)));
        row(facts, "receipt.sampling", sampling());
        row(facts, "receipt.prompt", TEXTS.get("receipt.promptValue", usage.promptTokens(), usage.reusedTokens()));
        row(
                facts,
                "receipt.time",
                TEXTS.get(
                        "receipt.timeValue",
                        Math.round(usage.firstTokenMillis()),
                        Math.round(usage.firstTokenMillis() + usage.generationMillis())));
        Button json = new Button(TEXTS.get("receipt.copy"));
        json.setId("copy-receipt");
        VBox panel = new VBox(title, facts, json);
        panel.setId("receipt");
        panel.getStyleClass().add("chat-popup");
        PanePopup popup = new PanePopup(panel);
        json.setOnAction(event -> {
            popup.hide();
            copy.accept(json(receipt));
        });
        popup.show(anchor);
    }

    private String sampling() {
        return String.format(
                Locale.ROOT,
                "temperature %s · top-p %s · top-k %d · min-p %s",
                Dial.plain(receipt.sampling().temperature()),
                Dial.plain(receipt.sampling().topP()),
                receipt.sampling().topK(),
                Dial.plain(receipt.sampling().minP()));
    }

    private static void row(GridPane facts, String key, String value) {
        Label name = new Label(TEXTS.get(key));
        name.getStyleClass().addAll("muted", "small");
        name.setMinWidth(72);
        Label text = new Label(value);
        text.getStyleClass().add("small");
        text.setMaxWidth(360);
        text.setWrapText(true);
        text.setMinHeight(Label.USE_PREF_SIZE);
        facts.addRow(facts.getRowCount(), name, text);
    }

    /** Returns the receipt as JSON, for people and scripts. */
    static String json(Receipt receipt) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(ReceiptJson.write(receipt));
    }
}
