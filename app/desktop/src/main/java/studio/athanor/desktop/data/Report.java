package studio.athanor.desktop.data;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the report of a run shows.
 *
 * @param rows accepted rows that were counted
 * @param coverage how often each value of a category came
 * @param histograms of lengths and of numbers
 * @param likeness how much the rows of a column are alike
 * @param scores of judges
 */
record Report(
        long rows,
        List<Coverage> coverage,
        List<Histogram> histograms,
        List<Likeness> likeness,
        List<Score> scores) {

    /**
     * How often each value of a category came.
     *
     * @param values the most frequent first
     * @param others values that are not listed
     */
    record Coverage(String column, List<Share> values, long others) {}

    /**
     * One value of a category.
     *
     * @param wanted how often it should have come, where the recipe says so
     */
    record Share(String value, long count, OptionalLong wanted) {}

    /**
     * How often values of a range came.
     *
     * @param unit what is measured, for people
     * @param low of the first bin
     * @param high of the last bin
     * @param counts by bin, bins of one width
     * @param median of the values
     */
    record Histogram(String column, String unit, double low, double high, List<Long> counts, OptionalDouble median) {}

    /**
     * How much the rows of a column are alike.
     *
     * @param exact rows whose value another row has too
     * @param near rows that resemble another row
     * @param distinctOne different words by all words
     * @param distinctTwo different pairs of words by all pairs
     * @param selfSimilarity mean likeness of two rows, from 0 to 1
     */
    record Likeness(
            String column,
            long exact,
            OptionalLong near,
            OptionalDouble distinctOne,
            OptionalDouble distinctTwo,
            OptionalDouble selfSimilarity) {}

    /**
     * What judges said.
     *
     * @param criterion what was judged
     * @param count of judgements
     * @param mean of them
     * @param low end of the interval that holds the true mean with 95 %
     * @param high end of it
     * @param least score that can be given
     * @param most score that can be given
     */
    record Score(
            String column, String criterion, long count, double mean, double low, double high, double least, double most) {}
}
