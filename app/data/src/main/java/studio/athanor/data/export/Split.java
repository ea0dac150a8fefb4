package studio.athanor.data.export;

/**
 * A part of the rows.
 *
 * @param name letters, digits and underscores, as {@code train}
 * @param share of the rows, above 0; the shares of all splits sum to 1
 */
public record Split(String name, double share) {}
