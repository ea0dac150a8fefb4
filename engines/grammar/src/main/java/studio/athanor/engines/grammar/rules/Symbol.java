package studio.athanor.engines.grammar.rules;

import studio.athanor.engines.grammar.automaton.CodePoints;

/** What a rule's alternative is a sequence of. */
public sealed interface Symbol {

    /** A fixed text, possibly empty. */
    record Literal(String text) implements Symbol {}

    /** One code point of a set. */
    record Chars(CodePoints set) implements Symbol {}

    /** Another rule. */
    record Ref(String rule) implements Symbol {}

    /** A rule so many times; {@code max} is {@link #UNBOUNDED} where there is no end. */
    record Repeat(String rule, int min, int max) implements Symbol {}

    int UNBOUNDED = Integer.MAX_VALUE;
}
