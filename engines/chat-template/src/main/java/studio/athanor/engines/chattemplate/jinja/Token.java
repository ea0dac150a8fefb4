package studio.athanor.engines.chattemplate.jinja;

import org.jspecify.annotations.Nullable;

/**
 * A token of a template.
 *
 * @param type what it is
 * @param text the data, name, string or operator
 * @param number of a number token
 * @param line from 1
 */
record Token(Type type, String text, @Nullable Value number, int line) {

    enum Type {
        DATA("template data"),
        VARIABLE_BEGIN("begin of print statement"),
        VARIABLE_END("end of print statement"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    boolean isName(String name) {
        return type == Type.NAME && text.equals(name);
    }

    boolean isOperator(String operator) {
        return type == Type.OPERATOR && text.equals(operator);
    }

    String description() {
        return switch (type) {
            case NAME, STRING, OPERATOR, INTEGER, FLOAT -> "'" + text + "'";
            default -> type.description();
        };
    }
}
