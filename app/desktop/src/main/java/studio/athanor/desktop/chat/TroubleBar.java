package studio.athanor.desktop.chat;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.Failure;

/** A quiet bar above the input that says why the last answer failed and what can be done. */
final class TroubleBar extends VBox {

    private static final Texts TEXTS = Texts.of(TroubleBar.class);

    private final ChatModel model;
    private final PaneContext context;

    TroubleBar(ChatModel model, PaneContext context) {
        this.model = model;
        this.context = context;
        setId("trouble");
        getStyleClass().add("trouble-bar");
        managedProperty().bind(visibleProperty());
        model.trouble().subscribe(this::show);
    }

    private void show(@Nullable Failure failure) {
        getChildren().clear();
        setVisible(failure != null);
        if (failure == null) {
            return;
        }
        boolean died = failure.kind() == Failure.Kind.WORKER_DIED || failure.kind() == Failure.Kind.DEVICE_LOST;
        Label sentence = new Label(sentence(failure), new FontIcon(Feather.ALERT_TRIANGLE));
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox row = new HBox(sentence);
        row.getStyleClass().add("trouble-row");
        if (died) {
            Button load = new Button(TEXTS.get("trouble.load"));
            load.setId("load-again");
            load.setMinWidth(USE_PREF_SIZE);
            load.setOnAction(event -> model.loadAgain());
            row.getChildren().add(load);
        }
        TextArea details = details(failure);
        if (failure.details().isPresent()) {
            row.getChildren().addAll(detailsButton(details), copyButton(failure));
        }
        row.getChildren().add(IconButtons.make(Feather.X, TEXTS.get("trouble.dismiss"), model::dismissTrouble));
        getChildren().addAll(row, details);
    }

    private static String sentence(Failure failure) {
        return switch (failure.kind()) {
            case WORKER_DIED -> TEXTS.get("trouble.died") + " " + failure.message();
            case DEVICE_LOST -> failure.message() + " " + TEXTS.get("trouble.kept") + " " + failure.remedy();
            default -> failure.message() + " " + failure.remedy();
        };
    }

    private static TextArea details(Failure failure) {
        TextArea details = new TextArea(failure.details().orElse(""));
        details.setEditable(false);
        details.setPrefRowCount(8);
        details.getStyleClass().add("code");
        details.setAccessibleText(TEXTS.get("trouble.details"));
        details.setVisible(false);
        details.managedProperty().bind(details.visibleProperty());
        return details;
    }

    private static Button detailsButton(TextArea details) {
        Button button = new Button(TEXTS.get("trouble.details"));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> {
            details.setVisible(!details.isVisible());
            button.setText(TEXTS.get(details.isVisible() ? "trouble.hideDetails" : "trouble.details"));
        });
        return button;
    }

    private Button copyButton(Failure failure) {
        return IconButtons.make(
                Feather.COPY,
                TEXTS.get("trouble.copy"),
                () -> context.actions()
                        .copy(failure.kind() + ": " + failure.message() + "\n"
                                + failure.details().orElse("")));
    }
}
