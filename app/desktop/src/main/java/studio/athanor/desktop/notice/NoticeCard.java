package studio.athanor.desktop.notice;

import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;

/** One notice: the sentence, what to do, a button that does it, and details that can be copied. */
final class NoticeCard extends VBox {

    private final Texts texts = Texts.of(NoticeCard.class);
    private final Button dismiss = new Button("", new FontIcon(Feather.X));

    NoticeCard(Notice notice, Runnable close, Consumer<String> copy) {
        getStyleClass().addAll("overlay-panel", "notice", notice.level().name().toLowerCase(java.util.Locale.ROOT));
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(texts.get("level." + notice.level().name()) + ": " + notice.sentence());

        Label sentence = wrapped(notice.sentence(), "notice-sentence");
        dismiss.getStyleClass().addAll("quiet", "icon-only");
        dismiss.setAccessibleText(texts.get("dismiss"));
        dismiss.setOnAction(event -> close.run());
        FontIcon icon = new FontIcon(icon(notice.level()));
        icon.getStyleClass().add("notice-icon");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox head = new HBox(8, icon, sentence, dismiss);
        head.getStyleClass().add("notice-head");
        getChildren().add(head);

        if (!notice.advice().isBlank()) {
            getChildren().add(wrapped(notice.advice(), "muted"));
        }
        addButtons(notice, close, copy);
    }

    void focusFirstButton() {
        dismiss.requestFocus();
    }

    private void addButtons(Notice notice, Runnable close, Consumer<String> copy) {
        FlowPane buttons = new FlowPane(8, 4);
        buttons.getStyleClass().add("notice-buttons");
        notice.remedy().ifPresent(remedy -> {
            Button button = new Button(remedy.label());
            button.getStyleClass().addAll("accent", "small");
            button.setOnAction(event -> {
                close.run();
                remedy.action().run();
            });
            buttons.getChildren().add(button);
        });
        notice.details().ifPresent(details -> addDetails(notice, details, buttons, copy));
        notice.code().ifPresent(code -> {
            Label label = new Label(code);
            label.getStyleClass().addAll("muted", "small", "code");
            buttons.getChildren().add(label);
        });
        if (!buttons.getChildren().isEmpty()) {
            getChildren().add(buttons);
        }
    }

    private void addDetails(Notice notice, String details, FlowPane buttons, Consumer<String> copy) {
        TextArea area = new TextArea(details);
        area.setEditable(false);
        area.getStyleClass().addAll("notice-details", "code");
        area.setAccessibleText(texts.get("details"));
        area.setPrefRowCount(8);
        ToggleButton show = new ToggleButton(texts.get("details"));
        show.getStyleClass().addAll("small", "quiet");
        show.setOnAction(event -> {
            if (show.isSelected()) {
                getChildren().add(area);
            } else {
                getChildren().remove(area);
            }
        });
        Button copyAll = new Button(texts.get("copy"));
        copyAll.getStyleClass().addAll("small", "quiet");
        copyAll.setOnAction(event -> copy.accept(report(notice, details)));
        buttons.getChildren().addAll(show, copyAll);
    }

    private static String report(Notice notice, String details) {
        return notice.code().map(code -> code + "\n").orElse("") + notice.sentence() + "\n" + notice.advice() + "\n\n"
                + details;
    }

    private static Label wrapped(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static Ikon icon(Notice.Level level) {
        return switch (level) {
            case INFO -> Feather.CHECK_CIRCLE;
            case WARNING -> Feather.ALERT_TRIANGLE;
            case ERROR -> Feather.ALERT_OCTAGON;
        };
    }
}
