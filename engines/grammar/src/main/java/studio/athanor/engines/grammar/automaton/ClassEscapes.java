package studio.athanor.engines.grammar.automaton;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The named character classes of regular expressions. ECMA-262 and other dialects disagree about white space and line
 * ends, so each has a small and a large reading: what is generated must satisfy all of them.
 */
final class ClassEscapes {

    private static final CodePoints DIGIT = CodePoints.range('0', '9');
    private static final CodePoints WORD =
            DIGIT.or(CodePoints.range('a', 'z')).or(CodePoints.range('A', 'Z')).or(CodePoints.of('_'));
    private static final CodePoints ASCII_SPACE = CodePoints.anyOf(" \t\n\u000B\f\r");
    private static final CodePoints UNICODE_SPACE = ASCII_SPACE
            .or(CodePoints.anyOf("\u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF"))
            .or(CodePoints.range(0x2000, 0x200A));
    private static final CodePoints ECMA_LINE_ENDS = CodePoints.anyOf("\n\r\u2028\u2029");
    private static final CodePoints ALL_LINE_ENDS = ECMA_LINE_ENDS.or(CodePoints.of(0x85));

    /** All code points by general category, gathered once and only if a pattern asks. */
    private static final class Unicode {
        static final Map<Integer, CodePoints> BY_TYPE = CodePoints.byType();
    }

    private static final Map<String, Set<Integer>> CATEGORIES = categories();

    private final boolean widest;

    ClassEscapes(boolean widest) {
        this.widest = widest;
    }

    CodePoints dot() {
        return (widest ? ECMA_LINE_ENDS : ALL_LINE_ENDS).complement();
    }

    /**
     * Returns the class that an escape letter names, empty if none.
     *
     * @param inverted whether the result is going to be complemented, which turns small into large
     */
    CodePoints named(int letter, boolean inverted) {
        CodePoints space = widest == inverted ? ASCII_SPACE : UNICODE_SPACE;
        CodePoints notSpace = (widest == inverted ? UNICODE_SPACE : ASCII_SPACE).complement();
        return switch (letter) {
            case 'd' -> DIGIT;
            case 'D' -> DIGIT.complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 's' -> space;
            case 'S' -> notSpace;
            default -> CodePoints.NONE;
        };
    }

    CodePoints category(String name) throws PatternException {
        String key = name.startsWith("General_Category=")
                ? name.substring(17)
                : name.startsWith("gc=") ? name.substring(3) : name;
        Set<Integer> types = CATEGORIES.get(key);
        if (types == null) {
            throw new PatternException(
                    "uses the Unicode property \\p{" + name + "}, which is not supported",
                    "Use a general category such as \\p{L}, \\p{Lu} or \\p{N}, or list the characters.");
        }
        CodePoints set = CodePoints.NONE;
        for (int type : types) {
            set = set.or(Unicode.BY_TYPE.getOrDefault(type, CodePoints.NONE));
        }
        return set;
    }

    private static Map<String, Set<Integer>> categories() {
        Map<String, Set<Integer>> named = new HashMap<>();
        Set<Integer> upper = Set.of((int) Character.UPPERCASE_LETTER);
        Set<Integer> lower = Set.of((int) Character.LOWERCASE_LETTER);
        Set<Integer> decimal = Set.of((int) Character.DECIMAL_DIGIT_NUMBER);
        Set<Integer> letters = Set.of(
                (int) Character.UPPERCASE_LETTER,
                (int) Character.LOWERCASE_LETTER,
                (int) Character.TITLECASE_LETTER,
                (int) Character.MODIFIER_LETTER,
                (int) Character.OTHER_LETTER);
        Set<Integer> numbers = Set.of(
                (int) Character.DECIMAL_DIGIT_NUMBER, (int) Character.LETTER_NUMBER, (int) Character.OTHER_NUMBER);
        Set<Integer> punctuation = Set.of(
                (int) Character.CONNECTOR_PUNCTUATION,
                (int) Character.DASH_PUNCTUATION,
                (int) Character.START_PUNCTUATION,
                (int) Character.END_PUNCTUATION,
                (int) Character.INITIAL_QUOTE_PUNCTUATION,
                (int) Character.FINAL_QUOTE_PUNCTUATION,
                (int) Character.OTHER_PUNCTUATION);
        Set<Integer> symbols = Set.of(
                (int) Character.MATH_SYMBOL, (int) Character.CURRENCY_SYMBOL, (int) Character.MODIFIER_SYMBOL, (int)
                        Character.OTHER_SYMBOL);
        Set<Integer> marks = Set.of((int) Character.NON_SPACING_MARK, (int) Character.COMBINING_SPACING_MARK, (int)
                Character.ENCLOSING_MARK);
        named.put("L", letters);
        named.put("Letter", letters);
        named.put("Lu", upper);
        named.put("Uppercase_Letter", upper);
        named.put("Ll", lower);
        named.put("Lowercase_Letter", lower);
        named.put("M", marks);
        named.put("Mark", marks);
        named.put("N", numbers);
        named.put("Number", numbers);
        named.put("Nd", decimal);
        named.put("Decimal_Number", decimal);
        named.put("P", punctuation);
        named.put("Punctuation", punctuation);
        named.put("S", symbols);
        named.put("Symbol", symbols);
        named.put("Sc", Set.of((int) Character.CURRENCY_SYMBOL));
        named.put("Zs", Set.of((int) Character.SPACE_SEPARATOR));
        return Map.copyOf(named);
    }
}
