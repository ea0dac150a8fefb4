package studio.athanor.desktop.chat;

import java.util.List;
import studio.athanor.core.chat.Attachment;

/**
 * What is composed and not sent.
 *
 * @param text typed
 * @param files attached
 */
record Draft(String text, List<Attachment> files) {

    Draft {
        files = List.copyOf(files);
    }
}
