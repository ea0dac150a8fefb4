package studio.athanor.data.documents.extract;

import java.util.List;

/**
 * The text of a document.
 *
 * @param title empty if it has none
 * @param blocks in reading order, none of them blank
 * @param note what was done to read it, a sentence, or empty
 */
public record Extracted(String title, List<Block> blocks, String note) {

    /** Copies the blocks. */
    public Extracted {
        blocks = List.copyOf(blocks);
    }
}
