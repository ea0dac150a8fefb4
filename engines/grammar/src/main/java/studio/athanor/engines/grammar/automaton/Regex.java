package studio.athanor.engines.grammar.automaton;

import java.util.List;

/** The parts of a regular expression after parsing; groups are gone, only the language is left. */
sealed interface Regex {

    /** One code point of a set. */
    record Chars(CodePoints set) implements Regex {}

    /** One part after another; none is the empty text. */
    record Sequence(List<Regex> parts) implements Regex {}

    /** One of several. */
    record Choice(List<Regex> options) implements Regex {}

    /** A part that repeats; {@code max} is {@link #UNBOUNDED} where there is no end. */
    record Repeat(Regex part, int min, int max) implements Regex {}

    /** The place before the first code point. */
    record Start() implements Regex {}

    /** The place after the last code point. */
    record End() implements Regex {}

    int UNBOUNDED = Integer.MAX_VALUE;
}
