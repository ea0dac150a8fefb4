package studio.athanor.data.documents.extract;

/**
 * A paragraph, a heading, a table's row or a list's point.
 *
 * @param page from 1, or 0 where the format has no pages
 */
public record Block(String text, boolean heading, int page) {}
