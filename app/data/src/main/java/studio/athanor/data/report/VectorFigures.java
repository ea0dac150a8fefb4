package studio.athanor.data.report;

/**
 * How different embeddings are.
 *
 * @param rows in the sample, at most 200
 * @param vendiScore the effective number of different rows: the exponential of the entropy of the eigenvalues of the matrix of cosine
 *     similarities divided by the rows (D. Friedman and A. Dieng, "The Vendi Score", 2023); from 1 to {@code rows}
 */
public record VectorFigures(String column, int rows, double vendiScore) {}
