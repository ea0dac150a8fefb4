package studio.athanor.engines.chattemplate.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What evaluates to a value. */
sealed interface Expression {

    int line();

    record Constant(int line, Value value) implements Expression {}

    record Name(int line, String name) implements Expression {}

    record ListLiteral(int line, List<Expression> items) implements Expression {}

    record TupleLiteral(int line, List<Expression> items) implements Expression {}

    record Pair(Expression key, Expression value) {}

    record DictLiteral(int line, List<Pair> pairs) implements Expression {}

    record Attribute(int line, Expression owner, String name) implements Expression {}

    record Item(int line, Expression owner, Expression key) implements Expression {}

    record Slice(
            int line,
            Expression owner,
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step)
            implements Expression {}

    record Keyword(String name, Expression value) {}

    /** What a call passes, with {@code *list} and {@code **dict}. */
    record CallArguments(
            List<Expression> positional,
            List<Keyword> named,
            @Nullable Expression morePositional,
            @Nullable Expression moreNamed) {

        static final CallArguments NONE = new CallArguments(List.of(), List.of(), null, null);
    }

    record Call(int line, Expression callee, CallArguments arguments) implements Expression {}

    /** A filter; without input it stands for the body of a block. */
    record Filter(int line, @Nullable Expression input, String name, CallArguments arguments) implements Expression {}

    record Test(int line, Expression input, String name, CallArguments arguments) implements Expression {}

    record Not(int line, Expression operand) implements Expression {}

    record Sign(int line, boolean negative, Expression operand) implements Expression {}

    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        FLOOR_DIVIDE("//"),
        REMAINDER("%"),
        POWER("**");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    record Arithmetic(int line, Operator operator, Expression left, Expression right) implements Expression {}

    record And(int line, Expression left, Expression right) implements Expression {}

    record Or(int line, Expression left, Expression right) implements Expression {}

    record Concatenation(int line, List<Expression> parts) implements Expression {}

    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN
    }

    record Operand(Relation relation, Expression value) {}

    record Comparison(int line, Expression first, List<Operand> operands) implements Expression {}

    record Conditional(
            int line,
            Expression test,
            Expression then,
            @Nullable Expression otherwise) implements Expression {}
}
