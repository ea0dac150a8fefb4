package studio.athanor.engines.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.Symbol;

/** Writes the rules of any JSON value, nested at most so deep. */
final class AnyRules {

    private final Compilation compilation;
    private final Map<Integer, String> written = new HashMap<>();

    AnyRules(Compilation compilation) {
        this.compilation = compilation;
    }

    String value(int depth) throws SchemaException, RuleLimitException {
        String known = written.get(depth);
        if (known != null) {
            return known;
        }
        String rule = compilation.rules.reserve(depth == 0 ? "scalar" : "any");
        written.put(depth, rule);
        for (JsonType type : List.of(JsonType.STRING, JsonType.NUMBER, JsonType.BOOLEAN, JsonType.NULL)) {
            compilation.rules.add(rule, compilation.scalar(type));
        }
        if (depth > 0) {
            String inner = value(depth - 1);
            compilation.rules.add(rule, array(inner));
            compilation.rules.add(rule, object(inner));
        }
        return rule;
    }

    private List<Symbol> array(String inner) throws SchemaException, RuleLimitException {
        Symbol item = new Symbol.Ref(inner);
        return list("[", List.of(item), compilation.options.arrayItems(), "]");
    }

    private List<Symbol> object(String inner) throws SchemaException, RuleLimitException {
        List<Symbol> member = new ArrayList<>(compilation.scalar(JsonType.STRING));
        compilation.tokens.colon(member);
        member.add(new Symbol.Ref(inner));
        return list("{", member, compilation.options.extraProperties(), "}");
    }

    private List<Symbol> list(String open, List<Symbol> member, int most, String close)
            throws SchemaException, RuleLimitException {
        List<Symbol> more = compilation.tokens.comma();
        more.addAll(member);
        String following = compilation.rules.define("more", List.of(more));
        List<Symbol> some = new ArrayList<>(member);
        int rest = most == GrammarOptions.UNBOUNDED ? most : most - 1;
        some.addAll(new Counting(compilation, "").times(following, 0, Math.max(rest, 0), "more"));
        some.addAll(compilation.tokens.close(close));
        List<List<Symbol>> contents = new ArrayList<>();
        contents.add(List.of(new Symbol.Literal(close)));
        if (most > 0) {
            contents.add(some);
        }
        List<Symbol> symbols = compilation.tokens.open(open);
        symbols.add(new Symbol.Ref(compilation.rules.define("list", contents)));
        return symbols;
    }
}
