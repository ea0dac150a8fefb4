/**
 * The chat pane. {@link studio.athanor.desktop.chat.ChatPane} puts it together; {@link
 * studio.athanor.desktop.chat.ChatModel} is what it does, without nodes; {@link studio.athanor.desktop.chat.Transcript}
 * shows the messages.
 */
@NullMarked
package studio.athanor.desktop.chat;

import org.jspecify.annotations.NullMarked;
