package studio.athanor.desktop.chat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/** Asks whether to open a link of an answer; nothing leaves the machine before the answer is yes. */
final class LinkPopup {

    private final String address;
    private final String host;
    private final PaneContext context;

    LinkPopup(String address, String host, PaneContext context) {
        this.address = address;
        this.host = host;
        this.context = context;
    }

    void show(Node anchor) {
        Texts texts = Texts.of(LinkPopup.class);
        Label question = new Label(texts.get("link.question", host));
        question.getStyleClass().add("strong");
        Label full = new Label(address);
        full.getStyleClass().addAll("muted", "small");
        full.setMaxWidth(420);
        Button open = new Button(texts.get("link.open"));
        open.setId("open-link");
        open.getStyleClass().add("accent");
        Button copy = new Button(texts.get("link.copy"));
        VBox panel = new VBox(question, full, new HBox(8, open, copy));
        panel.getStyleClass().add("chat-popup");
        PanePopup popup = new PanePopup(panel);
        open.setOnAction(event -> {
            popup.hide();
            open();
        });
        copy.setOnAction(event -> {
            popup.hide();
            context.actions().copy(address);
        });
        popup.show(anchor);
    }

    private void open() {
        context.scheduler()
                .background(
                        () -> browse(command(System.getProperty("os.name", ""), address)),
                        done -> {},
                        context.notices()::show);
    }

    private static boolean browse(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .isAlive();
    }

    /** Returns the command that hands an address, which starts with http, to the system's browser. */
    static List<String> command(String system, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return List.of("open", address);
        }
        return name.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of("xdg-open", address);
    }
}
