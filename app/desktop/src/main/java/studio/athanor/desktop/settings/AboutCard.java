package studio.athanor.desktop.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;

/** The version, and the licences of what the program is made of. */
final class AboutCard extends Card {

    private static final int LICENCE_ROWS = 14;

    AboutCard(Texts texts, PaneContext context) {
        super(texts, "about");
        String version = texts.get(
                "about.version",
                version(),
                Runtime.version().toString(),
                System.getProperty("javafx.runtime.version", ""));
        Button copy = new Button(texts.get("about.copy"));
        copy.setId("about-copy");
        copy.setOnAction(event -> context.actions().copy(version));
        ToggleButton licences = new ToggleButton(texts.get("about.licences"));
        licences.setId("about-licences");
        TextArea area = new TextArea();
        area.setId("licences");
        area.setEditable(false);
        area.setPrefRowCount(LICENCE_ROWS);
        area.setAccessibleText(texts.get("about.licences"));
        area.getStyleClass().add("code");
        licences.setOnAction(event -> {
            if (licences.isSelected()) {
                area.setText(resource("licences.txt"));
                getChildren().add(area);
            } else {
                getChildren().remove(area);
            }
        });
        HBox buttons = new HBox(8, copy, licences);
        buttons.getStyleClass().add("settings-control");
        row("about.name", version, buttons);
    }

    private static String version() {
        String version = AboutCard.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    private static String resource(String name) {
        try (InputStream file = AboutCard.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
