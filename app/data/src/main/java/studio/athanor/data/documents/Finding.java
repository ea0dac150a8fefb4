package studio.athanor.data.documents;

/**
 * A document that could not be read, or was read with a note.
 *
 * @param document the file, relative to the folder
 * @param skipped whether nothing of it is used
 * @param sentence what is the matter and what to do
 */
public record Finding(String document, boolean skipped, String sentence) {}
