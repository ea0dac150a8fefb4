package studio.athanor.engines.chattemplate.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What writes output or changes variables. */
sealed interface Statement {

    int line();

    /** Where a value is stored. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        record Unpacked(List<Target> targets) implements Target {}

        record NamespaceAttribute(String namespace, String attribute) implements Target {}
    }

    record Data(int line, String text) implements Statement {}

    record Print(int line, Expression value) implements Statement {}

    record Branch(Expression test, List<Statement> body) {}

    record If(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record For(
            int line,
            Target target,
            Expression iterable,
            @Nullable Expression filter,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    record Set(int line, Target target, Expression value) implements Statement {}

    record SetBlock(int line, Target target, Expression.@Nullable Filter filter, List<Statement> body)
            implements Statement {}

    record Parameter(String name, @Nullable Expression absent) {}

    record Macro(int line, String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    record CallBlock(int line, Expression.Call call, Macro caller) implements Statement {}

    record FilterBlock(int line, Expression.Filter filter, List<Statement> body) implements Statement {}

    record With(int line, List<Set> variables, List<Statement> body) implements Statement {}

    /** A named block, which sees the variables of the top level only. */
    record Block(int line, boolean scoped, List<Statement> body) implements Statement {}

    /** A part whose variables stay its own. */
    record Scoped(int line, List<Statement> body) implements Statement {}

    record Autoescape(int line, Expression on, List<Statement> body) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    /** A statement that would load another template. */
    record Refused(int line, String tag) implements Statement {}
}
