package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.chattemplate.jinja.Statement.Target;

/** Executes statements and collects what they write. */
final class Renderer {

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Interpreter interpreter;
    private final Budget budget;
    private final Evaluator evaluator;
    private final Scope top;
    private StringBuilder out = new StringBuilder();
    private boolean escaping;

    Renderer(Interpreter interpreter, Scope top) {
        this.interpreter = interpreter;
        this.budget = interpreter.budget();
        this.evaluator = new Evaluator(interpreter);
        this.top = top;
    }

    String render(List<Statement> statements) {
        execute(statements, top);
        return out.toString();
    }

    /** Executes statements and returns what they write, instead of writing it. */
    private TextValue capture(List<Statement> statements, Scope scope) {
        StringBuilder outer = out;
        out = new StringBuilder();
        try {
            execute(statements, scope);
            return new TextValue(out.toString(), escaping);
        } finally {
            out = outer;
        }
    }

    private void write(String text) {
        budget.output(text.length());
        out.append(text);
    }

    private void print(Value value) {
        String text = interpreter.str(value);
        boolean escape = escaping && !(value instanceof TextValue markup && markup.safe());
        write(escape ? Markup.escape(text) : text);
    }

    private Flow execute(List<Statement> statements, Scope scope) {
        for (Statement statement : statements) {
            budget.step();
            interpreter.at(statement.line());
            Flow flow = execute(statement, scope);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow execute(Statement statement, Scope scope) {
        budget.enter();
        try {
            switch (statement) {
                case Statement.Data data -> write(data.text());
                case Statement.Print print -> print(evaluator.evaluate(print.value(), scope));
                case Statement.If conditional -> {
                    return branch(conditional, scope);
                }
                case Statement.For loop -> loop(loop, scope);
                case Statement.Set set -> assign(set.target(), evaluator.evaluate(set.value(), scope), scope);
                case Statement.SetBlock set -> {
                    Value body = capture(set.body(), new Scope(scope));
                    Expression.Filter filter = set.filter();
                    assign(set.target(), filter == null ? body : evaluator.filterBlock(filter, body, scope), scope);
                }
                case Statement.Macro macro -> scope.set(macro.name(), macro(macro, scope));
                case Statement.CallBlock block ->
                    print(evaluator.call(block.call(), scope, macro(block.caller(), scope)));
                case Statement.FilterBlock block -> {
                    Scope inner = new Scope(scope);
                    print(evaluator.filterBlock(block.filter(), capture(block.body(), inner), inner));
                }
                case Statement.With with -> {
                    Scope inner = new Scope(scope);
                    for (Statement.Set variable : with.variables()) {
                        assign(variable.target(), evaluator.evaluate(variable.value(), scope), inner);
                    }
                    return execute(with.body(), inner);
                }
                case Statement.Block block -> execute(block.body(), new Scope(block.scoped() ? scope : top));
                case Statement.Scoped part -> execute(part.body(), new Scope(scope));
                case Statement.Autoescape part -> {
                    return autoescape(part, scope);
                }
                case Statement.Break _ -> {
                    return Flow.BREAK;
                }
                case Statement.Continue _ -> {
                    return Flow.CONTINUE;
                }
                case Statement.Refused refused ->
                    throw Fault.failed("'" + refused.tag() + "' is refused: a chat template stands alone");
            }
            return Flow.ON;
        } finally {
            budget.leave();
        }
    }

    private Flow branch(Statement.If conditional, Scope scope) {
        for (Statement.Branch branch : conditional.branches()) {
            if (evaluator.evaluate(branch.test(), scope).truth()) {
                return execute(branch.body(), scope);
            }
        }
        return execute(conditional.otherwise(), scope);
    }

    private Flow autoescape(Statement.Autoescape part, Scope scope) {
        boolean outer = escaping;
        escaping = evaluator.evaluate(part.on(), scope).truth();
        try {
            return execute(part.body(), new Scope(scope));
        } finally {
            escaping = outer;
        }
    }

    private void loop(Statement.For loop, Scope scope) {
        Value items = evaluator.evaluate(loop.iterable(), scope);
        if (loop.recursive()) {
            print(recursiveLoop(loop, scope, items, 0));
        } else {
            loop(loop, scope, items, 0);
        }
    }

    private Value recursiveLoop(Statement.For loop, Scope scope, Value items, int depth) {
        StringBuilder outer = out;
        out = new StringBuilder();
        budget.enter();
        try {
            loop(loop, scope, items, depth);
            return new TextValue(out.toString(), escaping);
        } finally {
            budget.leave();
            out = outer;
        }
    }

    private void loop(Statement.For loop, Scope scope, Value items, int depth) {
        Iterator<Value> iterator = interpreter.iterate(items);
        Expression filter = loop.filter();
        boolean sized = filter == null && !(items instanceof IteratorValue);
        if (filter != null) {
            iterator = new FilteredIterator(iterator, item -> {
                Scope inner = new Scope(scope);
                assign(loop.target(), item, inner);
                return evaluator.evaluate(filter, inner).truth();
            });
        }
        LoopValue.Recursion recursion =
                loop.recursive() ? (more, level) -> recursiveLoop(loop, scope, more, level) : null;
        LoopValue state = new LoopValue(
                iterator, sized ? interpreter.length(items) : -1, depth, recursion, interpreter.relations());
        boolean empty = true;
        for (Value item = state.advance(); item != null; item = state.advance()) {
            empty = false;
            Scope inner = new Scope(scope);
            inner.set("loop", state);
            assign(loop.target(), item, inner);
            if (execute(loop.body(), inner) == Flow.BREAK) {
                break;
            }
        }
        if (empty) {
            execute(loop.otherwise(), new Scope(scope));
        }
    }

    private void assign(Target target, Value value, Scope scope) {
        switch (target) {
            case Target.Variable variable -> scope.set(variable.name(), value);
            case Target.NamespaceAttribute attribute -> {
                if (!(scope.get(attribute.namespace()) instanceof ObjectValue.Namespace namespace)) {
                    throw Fault.failed("cannot assign attribute on non-namespace object");
                }
                budget.slots(1);
                namespace.attributes().put(attribute.attribute(), value);
            }
            case Target.Unpacked unpacked -> {
                List<Value> items = interpreter.items(value);
                int expected = unpacked.targets().size();
                if (items.size() != expected) {
                    throw Fault.failed(
                            items.size() < expected
                                    ? "not enough values to unpack (expected " + expected + ", got " + items.size()
                                            + ")"
                                    : "too many values to unpack (expected " + expected + ")");
                }
                for (int i = 0; i < expected; i++) {
                    assign(unpacked.targets().get(i), items.get(i), scope);
                }
            }
        }
    }

    private FunctionValue macro(Statement.Macro macro, Scope definition) {
        return new FunctionValue(macro.name(), macro, (_, arguments) -> {
            Scope scope = new Scope(definition);
            bind(macro, arguments, scope);
            return capture(macro.body(), scope);
        });
    }

    private void bind(Statement.Macro macro, Arguments arguments, Scope scope) {
        List<Statement.Parameter> parameters = macro.parameters();
        Map<String, Value> named = new java.util.LinkedHashMap<>(arguments.named());
        Value caller = null;
        if (parameters.stream().noneMatch(parameter -> parameter.name().equals("caller"))) {
            caller = named.remove("caller");
            scope.set("caller", caller == null ? new UndefinedValue("No caller defined") : caller);
        }
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Parameter parameter = parameters.get(i);
            @Nullable
            Value value =
                    i < arguments.positional().size() ? arguments.positional().get(i) : named.remove(parameter.name());
            scope.set(parameter.name(), value == null ? absent(parameter, scope) : value);
        }
        MacroNames names = MacroNames.of(macro);
        List<Value> more = arguments.rest(parameters.size()).positional();
        if (names.usesNamed()) {
            DictValue rest = new DictValue();
            named.forEach((name, value) -> rest.put(new TextValue(name), value));
            scope.set("kwargs", rest);
        } else if (!named.isEmpty()) {
            throw Fault.failed("macro '" + macro.name() + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
        if (names.usesMore()) {
            scope.set("varargs", SequenceValue.TupleValue.of(new ArrayList<>(more)));
        } else if (!more.isEmpty()) {
            throw Fault.failed(
                    "macro '" + macro.name() + "' takes not more than " + parameters.size() + " argument(s)");
        }
        if (caller != null && !names.usesCaller()) {
            throw Fault.failed("macro '" + macro.name() + "' takes no keyword argument 'caller'");
        }
    }

    private Value absent(Statement.Parameter parameter, Scope scope) {
        Expression absent = parameter.absent();
        return absent == null
                ? new UndefinedValue("parameter '" + parameter.name() + "' was not provided")
                : evaluator.evaluate(absent, scope);
    }
}
