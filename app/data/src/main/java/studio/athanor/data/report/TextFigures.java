package studio.athanor.data.report;

import java.util.Optional;

/**
 * What the texts of a column are like. The text of a conversation is that of its messages, the text of an object that of its values.
 *
 * @param words of each text: runs of letters and digits; signs of scripts without spaces count each
 * @param tokens that models generated for a cell, over a sample of rows; empty where no cells are known
 */
public record TextFigures(String column, Distribution words, Optional<Distribution> tokens, Diversity diversity) {}
