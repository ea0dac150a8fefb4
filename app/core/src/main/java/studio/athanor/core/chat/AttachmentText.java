package studio.athanor.core.chat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts attachments into the message that the model reads: each in a fence, under its name, before what the user says. */
final class AttachmentText {

    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int SHORTEST_FENCE = 3;

    private AttachmentText() {}

    static String message(String text, List<Attachment> attachments) {
        if (attachments.isEmpty()) {
            return text;
        }
        StringBuilder message = new StringBuilder();
        for (Attachment attachment : attachments) {
            String fence = fence(attachment.text());
            message.append("File: ")
                    .append(Titles.cleaned(attachment.name()))
                    .append('\n')
                    .append(fence)
                    .append(language(attachment.name()))
                    .append('\n')
                    .append(attachment.text());
            if (!attachment.text().endsWith("\n")) {
                message.append('\n');
            }
            message.append(fence).append("\n\n");
        }
        return message.append(text).toString().stripTrailing();
    }

    /** A fence is longer than any run of backticks within it. */
    private static String fence(String text) {
        int longest = SHORTEST_FENCE - 1;
        Matcher run = BACKTICKS.matcher(text);
        while (run.find()) {
            longest = Math.max(longest, run.end() - run.start());
        }
        return "`".repeat(longest + 1);
    }

    private static String language(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extension.matches("[a-z0-9+]{1,12}") ? extension : "";
    }
}
