package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.chattemplate.jinja.Expression.CallArguments;

/** Evaluates expressions. */
final class Evaluator {

    private final Interpreter interpreter;
    private final Budget budget;

    Evaluator(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.budget = interpreter.budget();
    }

    Value evaluate(Expression expression, Scope scope) {
        budget.step();
        budget.enter();
        interpreter.at(expression.line());
        try {
            return switch (expression) {
                case Expression.Constant constant -> constant.value();
                case Expression.Name name -> scope.get(name.name());
                case Expression.ListLiteral list -> interpreter.list(all(list.items(), scope));
                case Expression.TupleLiteral tuple -> SequenceValue.TupleValue.of(all(tuple.items(), scope));
                case Expression.DictLiteral dict -> dict(dict, scope);
                case Expression.Attribute attribute -> {
                    Value owner = evaluate(attribute.owner(), scope);
                    interpreter.at(attribute.line());
                    yield interpreter.lookup().attribute(owner, attribute.name());
                }
                case Expression.Item item -> {
                    Value owner = evaluate(item.owner(), scope);
                    Value key = evaluate(item.key(), scope);
                    interpreter.at(item.line());
                    yield interpreter.lookup().item(owner, key);
                }
                case Expression.Slice slice -> slice(slice, scope);
                case Expression.Call call -> call(call, scope, null);
                case Expression.Filter filter -> {
                    Expression input = filter.input();
                    yield filter(filter, input == null ? NoneValue.NONE : evaluate(input, scope), scope);
                }
                case Expression.Test test -> test(test, scope);
                case Expression.Not not ->
                    BoolValue.of(!evaluate(not.operand(), scope).truth());
                case Expression.Sign sign ->
                    interpreter.operators().sign(sign.negative(), evaluate(sign.operand(), scope));
                case Expression.Arithmetic arithmetic -> {
                    Value left = evaluate(arithmetic.left(), scope);
                    Value right = evaluate(arithmetic.right(), scope);
                    interpreter.at(arithmetic.line());
                    yield interpreter.operators().apply(arithmetic.operator(), left, right);
                }
                case Expression.And and -> {
                    Value left = evaluate(and.left(), scope);
                    yield left.truth() ? evaluate(and.right(), scope) : left;
                }
                case Expression.Or or -> {
                    Value left = evaluate(or.left(), scope);
                    yield left.truth() ? left : evaluate(or.right(), scope);
                }
                case Expression.Concatenation concatenation -> concatenate(concatenation, scope);
                case Expression.Comparison comparison -> compare(comparison, scope);
                case Expression.Conditional conditional -> choose(conditional, scope);
            };
        } finally {
            budget.leave();
        }
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        budget.slots(expressions.size());
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    private Value dict(Expression.DictLiteral literal, Scope scope) {
        budget.slots(2L * literal.pairs().size());
        DictValue dict = new DictValue();
        for (Expression.Pair pair : literal.pairs()) {
            dict.put(evaluate(pair.key(), scope), evaluate(pair.value(), scope));
        }
        return dict;
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        Value owner = evaluate(slice.owner(), scope);
        Value start = optional(slice.start(), scope);
        Value stop = optional(slice.stop(), scope);
        Value step = optional(slice.step(), scope);
        interpreter.at(slice.line());
        return interpreter.lookup().slice(owner, start, stop, step);
    }

    private @Nullable Value optional(@Nullable Expression expression, Scope scope) {
        return expression == null ? null : evaluate(expression, scope);
    }

    /** Evaluates a call, with the caller of a call block if there is one. */
    Value call(Expression.Call call, Scope scope, @Nullable Value caller) {
        Value callee = evaluate(call.callee(), scope);
        Arguments arguments = arguments(call.arguments(), scope, caller);
        interpreter.at(call.line());
        return interpreter.call(callee, arguments);
    }

    private Arguments arguments(CallArguments call, Scope scope, @Nullable Value caller) {
        if (call.equals(CallArguments.NONE) && caller == null) {
            return Arguments.NONE;
        }
        List<Value> positional = all(call.positional(), scope);
        Map<String, Value> named = new LinkedHashMap<>();
        for (Expression.Keyword keyword : call.named()) {
            named.put(keyword.name(), evaluate(keyword.value(), scope));
        }
        if (caller != null) {
            named.put("caller", caller);
        }
        if (call.morePositional() != null) {
            positional.addAll(interpreter.items(evaluate(call.morePositional(), scope)));
        }
        if (call.moreNamed() != null) {
            named(evaluate(call.moreNamed(), scope)).forEach((name, value) -> {
                if (named.put(name, value) != null) {
                    throw Fault.failed("got multiple values for keyword argument '" + name + "'");
                }
            });
        }
        return new Arguments(positional, named);
    }

    /** Returns a dictionary whose keys are strings as named arguments. */
    static Map<String, Value> named(Value value) {
        if (!(value instanceof DictValue dict)) {
            throw Fault.failed("argument after ** must be a mapping, not " + value.typeName());
        }
        Map<String, Value> named = new LinkedHashMap<>();
        for (DictValue.Entry entry : dict.entries()) {
            if (!(entry.key() instanceof TextValue name)) {
                throw Fault.failed("keywords must be strings");
            }
            named.put(name.text(), entry.value());
        }
        return named;
    }

    /** Applies a filter to a value, after the filters before it if the value is the body of a block. */
    Value filter(Expression.Filter filter, Value input, Scope scope) {
        Arguments arguments = arguments(filter.arguments(), scope, null);
        interpreter.at(filter.line());
        return Filters.apply(interpreter, filter.name(), input, arguments);
    }

    /** Applies a block's filters to its body. */
    Value filterBlock(Expression.Filter filter, Value body, Scope scope) {
        Value input = filter.input() instanceof Expression.Filter inner ? filterBlock(inner, body, scope) : body;
        return filter(filter, input, scope);
    }

    private Value test(Expression.Test test, Scope scope) {
        Value value = evaluate(test.input(), scope);
        Arguments arguments = arguments(test.arguments(), scope, null);
        interpreter.at(test.line());
        return BoolValue.of(Tests.apply(interpreter, test.name(), value, arguments));
    }

    private Value concatenate(Expression.Concatenation concatenation, Scope scope) {
        List<String> parts = new ArrayList<>(concatenation.parts().size());
        for (Expression part : concatenation.parts()) {
            parts.add(interpreter.str(evaluate(part, scope)));
        }
        return new TextValue(TextSearch.join(interpreter, parts, ""));
    }

    private Value compare(Expression.Comparison comparison, Scope scope) {
        Value left = evaluate(comparison.first(), scope);
        for (Expression.Operand operand : comparison.operands()) {
            Value right = evaluate(operand.value(), scope);
            interpreter.at(comparison.line());
            if (!interpreter.relations().holds(operand.relation(), left, right)) {
                return BoolValue.FALSE;
            }
            left = right;
        }
        return BoolValue.TRUE;
    }

    private Value choose(Expression.Conditional conditional, Scope scope) {
        if (evaluate(conditional.test(), scope).truth()) {
            return evaluate(conditional.then(), scope);
        }
        Expression otherwise = conditional.otherwise();
        if (otherwise != null) {
            return evaluate(otherwise, scope);
        }
        return new UndefinedValue("the inline if-expression on line " + conditional.line()
                + " evaluated to false and no else section was defined.");
    }
}
