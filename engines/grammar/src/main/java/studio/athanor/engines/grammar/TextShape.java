package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;

/** The keywords of strings. */
final class TextShape {

    private record Pattern(String regex, String pointer) {}

    int min;
    int max = Integer.MAX_VALUE;
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<TextFormat> formats = new ArrayList<>();
    private final List<Dfa> subtracted = new ArrayList<>();
    private String pointer = "";

    void add(SchemaNode node) throws SchemaException {
        if (node.has("maxLength") || node.has("minLength") || node.has("pattern") || node.has("format")) {
            pointer = node.pointer();
        }
        min = Math.max(min, Keyword.count(node, "minLength", 0));
        max = Math.min(max, Keyword.count(node, "maxLength", Integer.MAX_VALUE));
        if (node.has("pattern")) {
            patterns.add(new Pattern(Keyword.text(node, "pattern"), node.at("pattern")));
        }
        if (node.has("format")) {
            TextFormat.named(Keyword.text(node, "format")).ifPresent(formats::add);
        }
    }

    void subtract(Dfa language) {
        subtracted.add(language);
    }

    boolean isFree() {
        return !isLanguage() && min == 0 && max == Integer.MAX_VALUE;
    }

    /** Returns whether more than the length decides. */
    boolean isLanguage() {
        return !patterns.isEmpty() || !formats.isEmpty() || !subtracted.isEmpty();
    }

    String pointer() {
        return pointer;
    }

    /** Returns the language of the patterns and formats, without the lengths. */
    Dfa language() throws SchemaException {
        return language(false).orElseGet(Dfa::all);
    }

    /** Returns all texts that may satisfy these keywords in any dialect, with the lengths. */
    Dfa widest() throws SchemaException {
        Dfa language = language(true).orElseGet(Dfa::all);
        try {
            return language.withLength(min, max);
        } catch (PatternException _) {
            return language;
        }
    }

    private Optional<Dfa> language(boolean widest) throws SchemaException {
        Optional<Dfa> language = Optional.empty();
        for (Pattern pattern : patterns) {
            Dfa next = parse(pattern.regex(), pattern.pointer(), widest);
            language = Optional.of(language.isPresent() ? common(language.get(), next) : next);
        }
        if (widest) {
            // what a format allows differs between validators, so nothing can be concluded from it
            return language;
        }
        for (TextFormat format : formats) {
            language =
                    Optional.of(language.isPresent() ? common(language.get(), format.language()) : format.language());
        }
        for (Dfa other : subtracted) {
            try {
                language = Optional.of(language.orElseGet(Dfa::all).minus(other));
            } catch (PatternException e) {
                throw new SchemaException(pointer, "cannot be excluded: it " + e.problem(), e.remedy());
            }
        }
        return language;
    }

    private Dfa common(Dfa left, Dfa right) throws SchemaException {
        try {
            return left.and(right);
        } catch (PatternException e) {
            throw new SchemaException(pointer, "combines patterns in a way that " + e.problem(), e.remedy());
        }
    }

    /** Compiles a regular expression, naming the place in a failure. */
    static Dfa parse(String regex, String pointer, boolean widest) throws SchemaException {
        try {
            return widest ? Dfa.possiblyMatching(regex) : Dfa.matching(regex);
        } catch (PatternException e) {
            throw new SchemaException(pointer, e.problem(), e.remedy());
        }
    }
}
