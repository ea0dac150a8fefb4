package studio.athanor.core.chat;

import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import studio.athanor.core.StudioException;

/** Exports conversations to files and imports them. Every method blocks: call it in a job. */
public interface ConversationFiles {

    /** Writes the active branch as Markdown. */
    void exportMarkdown(ConversationId conversation, Path file) throws StudioException;

    /** Returns the active branch as Markdown. */
    String markdown(ConversationId conversation) throws StudioException;

    /** Writes conversations with all their branches as JSON. */
    void exportJson(List<ConversationId> conversations, Path file) throws StudioException;

    /** Writes conversations with all their branches as JSON; the writer stays open. */
    void writeJson(List<ConversationId> conversations, Writer writer) throws StudioException;

    /**
     * Imports a file that {@link #exportJson} wrote. What is there already stays; new turns are added, so importing
     * twice does nothing the second time. A conversation that is wrong is left out and reported.
     *
     * @throws StudioException.InputRejected if the file as a whole is not such an export
     */
    ImportReport importJson(Path file) throws StudioException, InterruptedException;
}
