package studio.athanor.data.recipe;

import java.util.Optional;
import studio.athanor.data.row.Position;

/**
 * Documents that rows are made of: row n is about chunk n. Their fields are read by columns of kind {@link
 * ColumnKind.Chunk}.
 *
 * @param path a file or a folder, relative to the recipe's folder or absolute; empty if the run names it
 * @param chunkTokens the longest chunk, in tokens of the first model slot, or in words where no model counts
 * @param overlapTokens how much of the chunk before is repeated
 * @param perChunk rows for each chunk
 */
public record DocumentSource(Optional<String> path, int chunkTokens, int overlapTokens, int perChunk, Position at) {}
