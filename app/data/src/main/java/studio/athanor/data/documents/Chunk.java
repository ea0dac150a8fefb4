package studio.athanor.data.documents;

import java.util.OptionalInt;

/**
 * A part of a document.
 *
 * @param before the end of the chunk before, that is repeated
 * @param document the file's name
 * @param offset where it begins in the document's text
 */
public record Chunk(
        long index,
        String text,
        String before,
        String document,
        String title,
        OptionalInt page,
        long offset,
        int tokens) {}
