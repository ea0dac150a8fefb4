package studio.athanor.engines.chattemplate.answer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Marks that are looked for at a time.
 *
 * @param marks the marks
 * @param firsts the characters they begin with, which most of a text is not
 */
record MarkSet(List<Mark> marks, String firsts) {

    static MarkSet of(List<Mark> marks) {
        String firsts = marks.stream()
                .map(mark -> mark.text().substring(0, 1))
                .distinct()
                .collect(Collectors.joining());
        return new MarkSet(List.copyOf(marks), firsts);
    }
}
