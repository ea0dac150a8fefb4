package studio.athanor.data.recipe.yaml;

import studio.athanor.data.row.Position;

/**
 * Where a node stands in its source.
 *
 * @param start index of its first character
 * @param end index after its last character; that of a block reaches into the blank lines after it
 * @param at line and column of the first character
 * @param alias whether an alias stands here, and the node itself elsewhere
 */
public record Span(int start, int end, Position at, boolean alias) {}
