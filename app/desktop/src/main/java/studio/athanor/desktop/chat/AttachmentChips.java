package studio.athanor.desktop.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.chat.Attachment;

/** The files that came with a message. */
final class AttachmentChips extends FlowPane {

    AttachmentChips(List<Attachment> attachments) {
        getStyleClass().add("attachment-chips");
        for (Attachment attachment : attachments) {
            getChildren().add(chip(attachment));
        }
    }

    static Node chip(Attachment attachment) {
        String text = attachment.name() + " · " + size(attachment);
        Label chip = new Label(text, new FontIcon(Feather.FILE_TEXT));
        chip.getStyleClass().addAll("attachment-chip", "small");
        chip.setTooltip(new Tooltip(preview(attachment)));
        return chip;
    }

    static String size(Attachment attachment) {
        int bytes = attachment.text().getBytes(StandardCharsets.UTF_8).length;
        return bytes < 1_000 ? bytes + " B" : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }

    private static String preview(Attachment attachment) {
        String text = attachment.text();
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
