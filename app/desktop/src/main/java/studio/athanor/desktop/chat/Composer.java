package studio.athanor.desktop.chat;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.athanor.core.chat.Attachment;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.UiScheduler;

/** What the user is about to say. FX thread only. */
final class Composer {

    private final UiScheduler scheduler;
    private final Notices notices;
    private final AttachmentReader reader = new AttachmentReader();
    private final StringProperty text = new SimpleStringProperty("");
    private final ObservableList<Attachment> attachments = FXCollections.observableArrayList();

    Composer(UiScheduler scheduler, Notices notices) {
        this.scheduler = scheduler;
        this.notices = notices;
    }

    StringProperty text() {
        return text;
    }

    ObservableList<Attachment> attachments() {
        return attachments;
    }

    /** Reads files and adds them; one that cannot be attached becomes a notice. */
    void attach(List<Path> files) {
        for (Path file : files) {
            scheduler.background(() -> reader.read(file), attachments::add, notices::show);
        }
    }

    void detach(Attachment attachment) {
        attachments.remove(attachment);
    }

    boolean isEmpty() {
        return text.get().isBlank() && attachments.isEmpty();
    }

    Draft draft() {
        return new Draft(text.get(), attachments);
    }

    void show(Draft draft) {
        text.set(draft.text());
        attachments.setAll(draft.files());
    }

    void clear() {
        text.set("");
        attachments.clear();
    }
}
