package studio.athanor.data.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import studio.athanor.data.Problem;
import studio.athanor.data.row.Position;

/** Gathers what is wrong, so that a person sees all of it at once. */
final class Problems {

    /** More are of no use to anybody. */
    private static final int MOST = 200;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(
                    (Problem problem) -> problem.at().line())
            .thenComparingInt(problem -> problem.at().column());

    private final List<Problem> found = new ArrayList<>();
    private final Set<Position> told = new HashSet<>();

    void error(Position at, String field, String sentence) {
        add(Problem.Severity.ERROR, at, field, sentence);
    }

    void warning(Position at, String field, String sentence) {
        add(Problem.Severity.WARNING, at, field, sentence);
    }

    /** Remembers that the value on this place is told of already. */
    void told(Position at) {
        told.add(new Position(at.line(), 0));
    }

    boolean isTold(Position at) {
        return told.contains(new Position(at.line(), 0));
    }

    boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /** Returns them in the order of the file, without those that say the same again. */
    List<Problem> sorted() {
        return found.stream().distinct().sorted(BY_PLACE).toList();
    }

    private void add(Problem.Severity severity, Position at, String field, String sentence) {
        if (found.size() < MOST) {
            found.add(new Problem(severity, at, field, sentence));
        }
    }
}
