package studio.athanor.data.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;

/** Computes the score of {@link VectorFigures}. */
final class VendiScore {

    private static final int SWEEPS = 30;
    private static final double SMALL = 1e-18;

    private VendiScore() {}

    /** Returns a vector of length 1, or nothing if the value is none. */
    static double[] unit(JsonElement value) {
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            return new double[0];
        }
        double[] vector = new double[array.size()];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            if (!(array.get(i) instanceof JsonPrimitive number) || !number.isNumber()) {
                return new double[0];
            }
            vector[i] = number.getAsDouble();
            squares += vector[i] * vector[i];
        }
        if (squares <= 0) {
            return new double[0];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= Math.sqrt(squares);
        }
        return vector;
    }

    /** Returns the score of vectors of length 1, at least one. */
    static double of(List<double[]> vectors) {
        int count = vectors.size();
        double[][] matrix = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                matrix[i][j] = dot(vectors.get(i), vectors.get(j)) / count;
            }
        }
        diagonalize(matrix);
        double entropy = 0;
        for (int i = 0; i < count; i++) {
            double eigenvalue = matrix[i][i];
            entropy -= eigenvalue > 0 ? eigenvalue * Math.log(eigenvalue) : 0;
        }
        return Math.exp(entropy);
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Turns a symmetric matrix until its eigenvalues are on the diagonal (Jacobi's method, row by row). */
    private static void diagonalize(double[][] matrix) {
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(matrix) > SMALL; sweep++) {
            for (int p = 0; p < matrix.length; p++) {
                for (int q = p + 1; q < matrix.length; q++) {
                    if (matrix[p][q] * matrix[p][q] > SMALL / matrix.length / matrix.length) {
                        rotate(matrix, p, q);
                    }
                }
            }
        }
    }

    private static double offDiagonal(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += matrix[i][j] * matrix[i][j];
            }
        }
        return sum;
    }

    private static void rotate(double[][] matrix, int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.signum(theta == 0 ? 1 : theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < matrix.length; i++) {
            double ip = matrix[i][p];
            double iq = matrix[i][q];
            matrix[i][p] = cosine * ip - sine * iq;
            matrix[i][q] = sine * ip + cosine * iq;
        }
        for (int i = 0; i < matrix.length; i++) {
            double pi = matrix[p][i];
            double qi = matrix[q][i];
            matrix[p][i] = cosine * pi - sine * qi;
            matrix[q][i] = sine * pi + cosine * qi;
        }
    }
}
