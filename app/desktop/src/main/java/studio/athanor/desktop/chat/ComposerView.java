package studio.athanor.desktop.chat;

import java.io.File;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.chat.Attachment;
import studio.athanor.desktop.shell.Texts;

/** Where one writes: text, files, Send, and Stop in its place while an answer comes. */
final class ComposerView extends StackPane {

    private static final Texts TEXTS = Texts.of(ComposerView.class);

    private final ChatModel model;
    private final GrowingTextArea area = new GrowingTextArea(1, 10);
    private final FlowPane chips = new FlowPane();
    private final Button send = new Button();

    ComposerView(ChatModel model) {
        this.model = model;
        getStyleClass().add("composer");
        area.setId("composer");
        area.setPromptText(TEXTS.get("composer.prompt"));
        area.setAccessibleText(TEXTS.get("composer.accessible"));
        area.textProperty().bindBidirectional(model.composer().text());
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        chips.getStyleClass().add("attachment-chips");
        chips.managedProperty().bind(chips.visibleProperty());
        Button attach = IconButtons.make(Feather.PAPERCLIP, TEXTS.get("attach.button"), this::chooseFiles);
        attach.setId("attach");
        send.setId("send");
        send.setOnAction(event -> sendOrStop());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox buttons = new HBox(attach, space, send);
        buttons.getStyleClass().add("composer-buttons");
        VBox box = new VBox(chips, area, buttons);
        box.getStyleClass().add("composer-box");
        box.setMaxWidth(VirtualColumn.MOST_COLUMN_WIDTH);
        getChildren().add(box);

        model.composer().attachments().addListener((ListChangeListener<Attachment>) change -> updateChips());
        model.composer().text().subscribe(this::updateSend);
        model.state().subscribe(this::updateSend);
        updateChips();
    }

    /** Returns the size of text here. */
    ObservableValue<Double> em() {
        return area.fontProperty().map(Font::getSize);
    }

    void focusText() {
        area.requestFocus();
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ENTER || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        if (event.isShiftDown()) {
            area.replaceSelection("\n");
        } else {
            model.send();
        }
        event.consume();
    }

    private void sendOrStop() {
        if (model.state().get().answering()) {
            model.stop();
        } else {
            model.send();
            area.requestFocus();
        }
    }

    private void updateSend() {
        boolean answering = model.state().get().answering();
        send.setText(TEXTS.get(answering ? "composer.stop" : "composer.send"));
        send.setGraphic(new FontIcon(answering ? Feather.SQUARE : Feather.CORNER_DOWN_LEFT));
        send.setTooltip(new Tooltip(TEXTS.get(answering ? "composer.stopTip" : "composer.sendTip")));
        send.getStyleClass().remove("accent");
        if (!answering) {
            send.getStyleClass().add("accent");
        }
        send.setDisable(
                !answering && (model.composer().isEmpty() || model.state().get() == ChatState.NO_MODEL));
    }

    private void updateChips() {
        chips.getChildren().clear();
        for (Attachment attachment : List.copyOf(model.composer().attachments())) {
            chips.getChildren().add(chip(attachment));
        }
        chips.setVisible(!chips.getChildren().isEmpty());
        updateSend();
    }

    private Node chip(Attachment attachment) {
        Button remove = IconButtons.make(
                Feather.X,
                TEXTS.get("attach.remove", attachment.name()),
                () -> model.composer().detach(attachment));
        HBox chip = new HBox(AttachmentChips.chip(attachment), remove);
        chip.getStyleClass().add("removable-chip");
        return chip;
    }

    private void chooseFiles() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(TEXTS.get("attach.choose"));
        @Nullable List<File> files = chooser.showOpenMultipleDialog(getScene().getWindow());
        if (files != null) {
            model.composer().attach(files.stream().map(File::toPath).toList());
        }
    }
}
