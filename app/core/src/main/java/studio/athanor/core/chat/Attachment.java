package studio.athanor.core.chat;

/**
 * A text file that goes along with a message.
 *
 * @param name the file's name, without folders
 * @param text what it holds
 */
public record Attachment(String name, String text) {}
