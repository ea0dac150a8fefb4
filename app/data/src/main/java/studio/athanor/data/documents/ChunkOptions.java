package studio.athanor.data.documents;

/**
 * How documents are cut.
 *
 * @param chunkTokens the longest chunk
 * @param overlapTokens how much of the end of a chunk the next one repeats in {@link Chunk#before}
 */
public record ChunkOptions(int chunkTokens, int overlapTokens) {

    /** Checks the sizes. */
    public ChunkOptions {
        if (chunkTokens < 1 || overlapTokens < 0 || overlapTokens >= chunkTokens) {
            throw new IllegalArgumentException("A chunk has at least one token, and its overlap is shorter: "
                    + chunkTokens + ", " + overlapTokens);
        }
    }
}
