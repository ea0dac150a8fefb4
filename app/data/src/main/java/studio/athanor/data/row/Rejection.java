package studio.athanor.data.row;

import java.util.OptionalLong;

/**
 * Why a row did not pass.
 *
 * @param column the column, or empty for a check of the whole row
 * @param reason a stable short word to count by: {@code schema, regex, length, language, parses, numeric, expression, novelty,
 *     quota, truncated, empty, prompt-too-long, template}
 * @param detail a sentence, with what was found
 * @param near for novelty: the number of the accepted row that it resembles
 */
public record Rejection(String column, String reason, String detail, OptionalLong near) {}
