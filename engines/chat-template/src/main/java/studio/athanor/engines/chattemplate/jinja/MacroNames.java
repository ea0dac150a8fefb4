package studio.athanor.engines.chattemplate.jinja;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the special variables a macro's body speaks of: only then does the macro take what they hold.
 *
 * @param usesCaller of {@code caller}
 * @param usesNamed of {@code kwargs}
 * @param usesMore of {@code varargs}
 */
record MacroNames(boolean usesCaller, boolean usesNamed, boolean usesMore) {

    static MacroNames of(Statement.Macro macro) {
        Set<String> names = new HashSet<>();
        statements(macro.body(), names);
        boolean caller = macro.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("caller"))
                || names.contains("caller");
        return new MacroNames(caller, names.contains("kwargs"), names.contains("varargs"));
    }

    private static void statements(List<Statement> statements, Set<String> names) {
        for (Statement statement : statements) {
            statement(statement, names);
        }
    }

    private static void statement(Statement statement, Set<String> names) {
        switch (statement) {
            case Statement.Print print -> expression(print.value(), names);
            case Statement.If conditional -> {
                for (Statement.Branch branch : conditional.branches()) {
                    expression(branch.test(), names);
                    statements(branch.body(), names);
                }
                statements(conditional.otherwise(), names);
            }
            case Statement.For loop -> {
                expression(loop.iterable(), names);
                expression(loop.filter(), names);
                statements(loop.body(), names);
                statements(loop.otherwise(), names);
            }
            case Statement.Set set -> expression(set.value(), names);
            case Statement.SetBlock set -> {
                expression(set.filter(), names);
                statements(set.body(), names);
            }
            case Statement.Macro macro -> statements(macro.body(), names);
            case Statement.CallBlock block -> {
                expression(block.call(), names);
                statements(block.caller().body(), names);
            }
            case Statement.FilterBlock block -> {
                expression(block.filter(), names);
                statements(block.body(), names);
            }
            case Statement.With with -> {
                with.variables().forEach(variable -> expression(variable.value(), names));
                statements(with.body(), names);
            }
            case Statement.Block block -> statements(block.body(), names);
            case Statement.Scoped part -> statements(part.body(), names);
            case Statement.Autoescape part -> {
                expression(part.on(), names);
                statements(part.body(), names);
            }
            case Statement.Data _, Statement.Break _, Statement.Continue _, Statement.Refused _ -> {}
        }
    }

    private static void expressions(List<Expression> expressions, Set<String> names) {
        for (Expression expression : expressions) {
            expression(expression, names);
        }
    }

    private static void expression(@Nullable Expression expression, Set<String> names) {
        switch (expression) {
            case null -> {}
            case Expression.Constant _ -> {}
            case Expression.Name name -> names.add(name.name());
            case Expression.ListLiteral list -> expressions(list.items(), names);
            case Expression.TupleLiteral tuple -> expressions(tuple.items(), names);
            case Expression.DictLiteral dict ->
                dict.pairs().forEach(pair -> {
                    expression(pair.key(), names);
                    expression(pair.value(), names);
                });
            case Expression.Attribute attribute -> expression(attribute.owner(), names);
            case Expression.Item item -> {
                expression(item.owner(), names);
                expression(item.key(), names);
            }
            case Expression.Slice slice -> {
                expression(slice.owner(), names);
                expression(slice.start(), names);
                expression(slice.stop(), names);
                expression(slice.step(), names);
            }
            case Expression.Call call -> {
                expression(call.callee(), names);
                arguments(call.arguments(), names);
            }
            case Expression.Filter filter -> {
                expression(filter.input(), names);
                arguments(filter.arguments(), names);
            }
            case Expression.Test test -> {
                expression(test.input(), names);
                arguments(test.arguments(), names);
            }
            case Expression.Not not -> expression(not.operand(), names);
            case Expression.Sign sign -> expression(sign.operand(), names);
            case Expression.Arithmetic arithmetic -> both(arithmetic.left(), arithmetic.right(), names);
            case Expression.And and -> both(and.left(), and.right(), names);
            case Expression.Or or -> both(or.left(), or.right(), names);
            case Expression.Concatenation concatenation -> expressions(concatenation.parts(), names);
            case Expression.Comparison comparison -> {
                expression(comparison.first(), names);
                comparison.operands().forEach(operand -> expression(operand.value(), names));
            }
            case Expression.Conditional conditional -> {
                expression(conditional.test(), names);
                both(conditional.then(), conditional.otherwise(), names);
            }
        }
    }

    private static void both(@Nullable Expression left, @Nullable Expression right, Set<String> names) {
        expression(left, names);
        expression(right, names);
    }

    private static void arguments(Expression.CallArguments arguments, Set<String> names) {
        expressions(arguments.positional(), names);
        arguments.named().forEach(keyword -> expression(keyword.value(), names));
        both(arguments.morePositional(), arguments.moreNamed(), names);
    }
}
