package studio.athanor.data.check.python;

import java.util.ArrayList;
import java.util.List;

/** Reads expressions down to the operands of operators; {@link Atoms} reads those. */
final class Expressions {

    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int BITWISE_OR = 5;

    private final TokenCursor tokens;
    private final Atoms atoms;
    private final Parameters parameters;

    Expressions(TokenCursor tokens) {
        this.tokens = tokens;
        atoms = new Atoms(tokens, this);
        parameters = new Parameters(tokens, this);
    }

    Parameters parameters() {
        return parameters;
    }

    Atoms atoms() {
        return atoms;
    }

    /** One expression or several with commas, some with a star. */
    Expr starExpressions() throws PythonFault {
        return several(starExpression());
    }

    /** The right side of an assignment. */
    Expr value() throws PythonFault {
        return tokens.at("yield") ? yielding() : starExpressions();
    }

    Expr yielding() throws PythonFault {
        tokens.expect("yield");
        if (tokens.take("from")) {
            expression();
        } else if (startsExpression()) {
            starExpressions();
        }
        return Expr.of(Expr.Shape.OTHER);
    }

    /** The targets of a loop. */
    Expr targets() throws PythonFault {
        Expr first = target();
        if (!tokens.at(",")) {
            return first;
        }
        List<Expr> parts = new ArrayList<>(List.of(first));
        while (tokens.take(",") && !tokens.at("in")) {
            parts.add(target());
        }
        return new Expr(Expr.Shape.TUPLE, parts);
    }

    Expr target() throws PythonFault {
        boolean starred = tokens.take("*");
        PythonFault elsewhere = tokens.fault("cannot assign to " + tokens.peek().shown());
        Expr target = bitwiseOr();
        Expr whole = starred ? Expr.starred(target) : target;
        if (!whole.assignable()) {
            throw elsewhere;
        }
        return whole;
    }

    private Expr several(Expr first) throws PythonFault {
        if (!tokens.at(",")) {
            return first;
        }
        List<Expr> parts = new ArrayList<>(List.of(first));
        while (tokens.take(",") && startsExpression()) {
            parts.add(starExpression());
        }
        return new Expr(Expr.Shape.TUPLE, parts);
    }

    private Expr starExpression() throws PythonFault {
        return tokens.take("*") ? Expr.starred(bitwiseOr()) : expression();
    }

    Expr starNamedExpression() throws PythonFault {
        return tokens.take("*") ? Expr.starred(bitwiseOr()) : namedExpression();
    }

    Expr namedExpression() throws PythonFault {
        if (tokens.at(Token.Kind.NAME) && tokens.peek(1).is(":=")) {
            tokens.next();
            tokens.next();
            expression();
            return Expr.of(Expr.Shape.NAMED);
        }
        return expression();
    }

    Expr expression() throws PythonFault {
        tokens.enter();
        try {
            if (tokens.at("lambda")) {
                return lambda();
            }
            Expr first = disjunction();
            if (!tokens.at("if")) {
                return first;
            }
            while (tokens.take("if")) {
                disjunction();
                tokens.expect("else");
                if (tokens.at("lambda")) {
                    return lambda();
                }
                disjunction();
            }
            return Expr.of(Expr.Shape.OTHER);
        } finally {
            tokens.leave();
        }
    }

    private Expr lambda() throws PythonFault {
        tokens.expect("lambda");
        parameters.ofLambda();
        tokens.expect(":");
        expression();
        return Expr.of(Expr.Shape.OTHER);
    }

    Expr disjunction() throws PythonFault {
        return binary(1);
    }

    Expr bitwiseOr() throws PythonFault {
        return binary(BITWISE_OR);
    }

    /** Reads operands that operators of at least the level bind. */
    private Expr binary(int level) throws PythonFault {
        tokens.enter();
        try {
            Expr left = operand(level);
            while (true) {
                int found = level();
                if (found < level) {
                    return left;
                }
                takeOperator();
                binary(found + 1);
                left = Expr.of(Expr.Shape.OTHER);
            }
        } finally {
            tokens.leave();
        }
    }

    private Expr operand(int level) throws PythonFault {
        if (!tokens.at("not")) {
            return factor();
        }
        if (level > NOT) {
            throw tokens.unexpected();
        }
        do {
            tokens.next();
        } while (tokens.at("not"));
        binary(COMPARISON);
        return Expr.of(Expr.Shape.OTHER);
    }

    /** Signs, and powers, which bind to the right. */
    private Expr factor() throws PythonFault {
        boolean changed = signs();
        Expr operand = atoms.primary();
        while (tokens.take("**")) {
            signs();
            atoms.primary();
            changed = true;
        }
        return changed ? Expr.of(Expr.Shape.OTHER) : operand;
    }

    private boolean signs() {
        boolean found = false;
        while (tokens.take("+") || tokens.take("-") || tokens.take("~")) {
            found = true;
        }
        return found;
    }

    /** Returns how tight the operator at the cursor binds, 0 if there is none. */
    private int level() {
        Token token = tokens.peek();
        if (token.is("not")) {
            return tokens.peek(1).is("in") ? COMPARISON : 0;
        }
        if (!token.is(Token.Kind.OPERATOR) && !token.is(Token.Kind.KEYWORD)) {
            return 0;
        }
        return switch (token.text()) {
            case "or" -> 1;
            case "and" -> 2;
            case "<", ">", "==", ">=", "<=", "!=", "in", "is" -> COMPARISON;
            case "|" -> BITWISE_OR;
            case "^" -> 6;
            case "&" -> 7;
            case "<<", ">>" -> 8;
            case "+", "-" -> 9;
            case "*", "/", "//", "%", "@" -> 10;
            default -> 0;
        };
    }

    private void takeOperator() {
        Token operator = tokens.next();
        if (operator.is("not")) {
            tokens.next();
        } else if (operator.is("is")) {
            tokens.take("not");
        }
    }

    /** Returns whether an expression, or a starred one, can begin here. */
    boolean startsExpression() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME, NUMBER, STRING, BYTES, FORMATTED, TEMPLATE -> true;
            case KEYWORD ->
                switch (token.text()) {
                    case "None", "True", "False", "not", "lambda", "await" -> true;
                    default -> false;
                };
            case OPERATOR ->
                switch (token.text()) {
                    case "(", "[", "{", "-", "+", "~", "...", "*" -> true;
                    default -> false;
                };
            case TEXT_END, NEWLINE, INDENT, DEDENT, END -> false;
        };
    }
}
