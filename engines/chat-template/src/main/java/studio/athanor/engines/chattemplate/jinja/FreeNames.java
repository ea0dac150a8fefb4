package studio.athanor.engines.chattemplate.jinja;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names that a template reads and does not make itself. A name that is set in one branch counts as made after
 * it, as in Jinja's own analysis.
 */
final class FreeNames {

    private final Set<String> free = new LinkedHashSet<>();

    private FreeNames() {}

    static Set<String> of(List<Statement> statements) {
        FreeNames names = new FreeNames();
        Scope globals = new Scope(null);
        Globals.define(globals);
        names.statements(statements, new HashSet<>());
        names.free.removeIf(name -> globals.find(name) != null);
        return names.free;
    }

    private void statements(List<Statement> statements, Set<String> bound) {
        statements.forEach(each -> statement(each, bound));
    }

    private void statement(Statement statement, Set<String> bound) {
        switch (statement) {
            case Statement.Data _, Statement.Break _, Statement.Continue _, Statement.Refused _ -> {}
            case Statement.Print print -> expression(print.value(), bound);
            case Statement.If choice -> {
                choice.branches().forEach(branch -> {
                    expression(branch.test(), bound);
                    statements(branch.body(), bound);
                });
                statements(choice.otherwise(), bound);
            }
            case Statement.For loop -> loop(loop, bound);
            case Statement.Set set -> {
                expression(set.value(), bound);
                bind(set.target(), bound);
            }
            case Statement.SetBlock set -> {
                filter(set.filter(), bound);
                statements(set.body(), new HashSet<>(bound));
                bind(set.target(), bound);
            }
            case Statement.Macro macro -> {
                bound.add(macro.name());
                macro(macro, bound);
            }
            case Statement.CallBlock call -> {
                expression(call.call(), bound);
                macro(call.caller(), bound);
            }
            case Statement.FilterBlock block -> {
                filter(block.filter(), bound);
                statements(block.body(), new HashSet<>(bound));
            }
            case Statement.With with -> {
                Set<String> inside = new HashSet<>(bound);
                with.variables().forEach(each -> statement(each, inside));
                statements(with.body(), inside);
            }
            case Statement.Block block -> statements(block.body(), new HashSet<>(bound));
            case Statement.Scoped scoped -> statements(scoped.body(), new HashSet<>(bound));
            case Statement.Autoescape escape -> {
                expression(escape.on(), bound);
                statements(escape.body(), new HashSet<>(bound));
            }
        }
    }

    private void loop(Statement.For loop, Set<String> bound) {
        expression(loop.iterable(), bound);
        Set<String> inside = new HashSet<>(bound);
        bind(loop.target(), inside);
        inside.add("loop");
        expression(loop.filter(), inside);
        statements(loop.body(), inside);
        statements(loop.otherwise(), new HashSet<>(bound));
    }

    private void macro(Statement.Macro macro, Set<String> bound) {
        Set<String> inside = new HashSet<>(bound);
        macro.parameters().forEach(parameter -> {
            expression(parameter.absent(), bound);
            inside.add(parameter.name());
        });
        inside.addAll(List.of("caller", "varargs", "kwargs"));
        statements(macro.body(), inside);
    }

    private void bind(Statement.Target target, Set<String> bound) {
        switch (target) {
            case Statement.Target.Variable variable -> bound.add(variable.name());
            case Statement.Target.Unpacked unpacked -> unpacked.targets().forEach(each -> bind(each, bound));
            case Statement.Target.NamespaceAttribute attribute -> read(attribute.namespace(), bound);
        }
    }

    private void read(String name, Set<String> bound) {
        if (!bound.contains(name)) {
            free.add(name);
        }
    }

    private void filter(Expression.@Nullable Filter filter, Set<String> bound) {
        if (filter != null) {
            expression(filter, bound);
        }
    }

    private void expression(@Nullable Expression expression, Set<String> bound) {
        switch (expression) {
            case null -> {}
            case Expression.Constant _ -> {}
            case Expression.Name name -> read(name.name(), bound);
            case Expression.ListLiteral list -> list.items().forEach(each -> expression(each, bound));
            case Expression.TupleLiteral tuple -> tuple.items().forEach(each -> expression(each, bound));
            case Expression.DictLiteral dict ->
                dict.pairs().forEach(pair -> {
                    expression(pair.key(), bound);
                    expression(pair.value(), bound);
                });
            case Expression.Attribute attribute -> expression(attribute.owner(), bound);
            case Expression.Item item -> {
                expression(item.owner(), bound);
                expression(item.key(), bound);
            }
            case Expression.Slice slice -> {
                expression(slice.owner(), bound);
                expression(slice.start(), bound);
                expression(slice.stop(), bound);
                expression(slice.step(), bound);
            }
            case Expression.Call call -> {
                expression(call.callee(), bound);
                arguments(call.arguments(), bound);
            }
            case Expression.Filter filter -> {
                expression(filter.input(), bound);
                arguments(filter.arguments(), bound);
            }
            case Expression.Test test -> {
                expression(test.input(), bound);
                arguments(test.arguments(), bound);
            }
            case Expression.Not not -> expression(not.operand(), bound);
            case Expression.Sign sign -> expression(sign.operand(), bound);
            case Expression.Arithmetic sum -> {
                expression(sum.left(), bound);
                expression(sum.right(), bound);
            }
            case Expression.And and -> {
                expression(and.left(), bound);
                expression(and.right(), bound);
            }
            case Expression.Or or -> {
                expression(or.left(), bound);
                expression(or.right(), bound);
            }
            case Expression.Concatenation text -> text.parts().forEach(each -> expression(each, bound));
            case Expression.Comparison comparison -> {
                expression(comparison.first(), bound);
                comparison.operands().forEach(each -> expression(each.value(), bound));
            }
            case Expression.Conditional choice -> {
                expression(choice.test(), bound);
                expression(choice.then(), bound);
                expression(choice.otherwise(), bound);
            }
        }
    }

    private void arguments(Expression.CallArguments arguments, Set<String> bound) {
        arguments.positional().forEach(each -> expression(each, bound));
        arguments.named().forEach(each -> expression(each.value(), bound));
        expression(arguments.morePositional(), bound);
        expression(arguments.moreNamed(), bound);
    }
}
