package studio.athanor.engines.grammar.gbnf;

import studio.athanor.engines.grammar.automaton.CodePoints;

/** What an alternative is a sequence of, after repetitions and groups became rules of their own. */
sealed interface Element {

    /** One code point of a set. */
    record Terminal(CodePoints set) implements Element {}

    /** A rule, by number. */
    record Ref(int rule) implements Element {}

    /** A token of a vocabulary, which no text alone can stand for. */
    record Token() implements Element {}
}
