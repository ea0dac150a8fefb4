package studio.athanor.engines.chattemplate.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be called: a global function, a method, a macro.
 *
 * @param name for messages
 * @param macro what {@code name}, {@code arguments} and the like of a macro say; null for other functions
 * @param body what a call does
 */
record FunctionValue(String name, Statement.@Nullable Macro macro, Body body) implements Value {

    /** What a call does. */
    interface Body {
        Value call(Interpreter interpreter, Arguments arguments);
    }

    static FunctionValue of(String name, Body body) {
        return new FunctionValue(name, null, body);
    }

    @Override
    public String typeName() {
        return macro == null ? "builtin_function_or_method" : "Macro";
    }

    @Override
    public boolean truth() {
        return true;
    }
}
