package studio.athanor.engines.grammar.gbnf;

import java.util.Arrays;
import java.util.List;

/** How many bytes of UTF-8 the shortest text of each rule has. */
final class LeastBytes {

    /** No text ends here. */
    static final int ENDLESS = 1 << 29;

    private final int[] byRule;

    LeastBytes(Rules rules) {
        byRule = new int[rules.size()];
        Arrays.fill(byRule, ENDLESS);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int rule = 0; rule < byRule.length; rule++) {
                for (List<Element> alternative : rules.alternatives(rule)) {
                    int bytes = of(alternative, 0);
                    if (bytes < byRule[rule]) {
                        byRule[rule] = bytes;
                        changed = true;
                    }
                }
            }
        }
    }

    /** Returns the least bytes of an alternative from an element on. */
    int of(List<Element> alternative, int from) {
        int bytes = 0;
        for (int i = from; i < alternative.size(); i++) {
            bytes = sum(bytes, of(alternative.get(i)));
        }
        return bytes;
    }

    static int sum(int a, int b) {
        return Math.min(ENDLESS, a + b);
    }

    private int of(Element element) {
        return switch (element) {
            case Element.Ref(int rule) -> byRule[rule];
            case Element.Terminal(var set) -> set.isEmpty() ? ENDLESS : utf8Length(set.first(0));
            case Element.Token _ -> ENDLESS;
        };
    }

    private static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
