package studio.athanor.data.check.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what operators stand between: names, literals, brackets, and what follows them. */
final class Atoms {

    private static final Set<String> CONVERSIONS = Set.of("r", "s", "a");

    private final TokenCursor tokens;
    private final Expressions expressions;

    Atoms(TokenCursor tokens, Expressions expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expr primary() throws PythonFault {
        boolean awaited = tokens.take("await");
        Expr left = atom();
        while (true) {
            if (tokens.take(".")) {
                tokens.name();
                left = Expr.of(Expr.Shape.ATTRIBUTE);
            } else if (tokens.take("(")) {
                arguments(true);
                left = Expr.of(Expr.Shape.OTHER);
            } else if (tokens.take("[")) {
                subscript();
                left = Expr.of(Expr.Shape.SUBSCRIPT);
            } else {
                return awaited ? Expr.of(Expr.Shape.OTHER) : left;
            }
        }
    }

    private Expr atom() throws PythonFault {
        Token token = tokens.peek();
        if (token.isText()) {
            texts();
            return Expr.of(Expr.Shape.OTHER);
        }
        if (token.is(Token.Kind.NAME)) {
            tokens.next();
            return Expr.of(Expr.Shape.NAME);
        }
        if (token.is(Token.Kind.NUMBER)
                || token.is("None")
                || token.is("True")
                || token.is("False")
                || token.is("...")) {
            tokens.next();
            return Expr.of(Expr.Shape.OTHER);
        }
        if (token.is("(")) {
            return parenthesised();
        }
        if (token.is("[")) {
            return list();
        }
        if (token.is("{")) {
            braces();
            return Expr.of(Expr.Shape.OTHER);
        }
        throw tokens.unexpected();
    }

    private Expr parenthesised() throws PythonFault {
        tokens.expect("(");
        if (tokens.take(")")) {
            return Expr.of(Expr.Shape.TUPLE);
        }
        if (tokens.at("yield")) {
            expressions.yielding();
            tokens.expect(")");
            return Expr.of(Expr.Shape.OTHER);
        }
        Expr first = expressions.starNamedExpression();
        if (atComprehension()) {
            comprehension(first);
            tokens.expect(")");
            return Expr.of(Expr.Shape.OTHER);
        }
        if (tokens.at(",")) {
            return new Expr(Expr.Shape.TUPLE, items(first, ")"));
        }
        tokens.expect(")");
        if (first.is(Expr.Shape.STARRED)) {
            throw tokens.fault("a starred expression cannot stand alone in brackets");
        }
        return first.is(Expr.Shape.NAMED) ? Expr.of(Expr.Shape.OTHER) : first;
    }

    private Expr list() throws PythonFault {
        tokens.expect("[");
        if (tokens.take("]")) {
            return Expr.of(Expr.Shape.LIST);
        }
        Expr first = expressions.starNamedExpression();
        if (atComprehension()) {
            comprehension(first);
            tokens.expect("]");
            return Expr.of(Expr.Shape.OTHER);
        }
        return new Expr(Expr.Shape.LIST, items(first, "]"));
    }

    /** Reads the other items of a tuple, list or set, and the bracket after them. */
    private List<Expr> items(Expr first, String end) throws PythonFault {
        List<Expr> items = new ArrayList<>(List.of(first));
        while (tokens.take(",") && !tokens.at(end)) {
            items.add(expressions.starNamedExpression());
        }
        tokens.expect(end);
        return items;
    }

    private void braces() throws PythonFault {
        tokens.expect("{");
        if (tokens.take("}")) {
            return;
        }
        if (tokens.take("**")) {
            expressions.bitwiseOr();
            entries();
            return;
        }
        Expr first = expressions.starNamedExpression();
        boolean key = !first.is(Expr.Shape.NAMED) && !first.is(Expr.Shape.STARRED);
        if (key && tokens.take(":")) {
            expressions.expression();
            if (atComprehension()) {
                comprehension(first);
                tokens.expect("}");
            } else {
                entries();
            }
        } else if (atComprehension()) {
            comprehension(first);
            tokens.expect("}");
        } else {
            items(first, "}");
        }
    }

    private void entries() throws PythonFault {
        while (tokens.take(",") && !tokens.at("}")) {
            if (tokens.take("**")) {
                expressions.bitwiseOr();
            } else {
                expressions.expression();
                tokens.expect(":");
                expressions.expression();
            }
        }
        tokens.expect("}");
    }

    private boolean atComprehension() {
        return tokens.at("for") || (tokens.at("async") && tokens.peek(1).is("for"));
    }

    private void comprehension(Expr element) throws PythonFault {
        if (element.is(Expr.Shape.STARRED)) {
            throw tokens.fault("a comprehension cannot unpack");
        }
        while (atComprehension()) {
            tokens.take("async");
            tokens.expect("for");
            expressions.targets();
            tokens.expect("in");
            expressions.disjunction();
            while (tokens.take("if")) {
                expressions.disjunction();
            }
        }
    }

    /**
     * Reads arguments and the bracket after them.
     *
     * @param generator whether a lone generator may stand without brackets of its own
     */
    void arguments(boolean generator) throws PythonFault {
        boolean first = true;
        boolean named = false;
        boolean unpacked = false;
        while (!tokens.at(")")) {
            if (tokens.take("**")) {
                expressions.expression();
                unpacked = true;
            } else if (tokens.at("*")) {
                checkOrder(unpacked, "an unpacked list follows an unpacked dictionary");
                tokens.next();
                expressions.expression();
            } else if (tokens.at(Token.Kind.NAME) && tokens.peek(1).is("=")) {
                tokens.next();
                tokens.next();
                expressions.expression();
                named = true;
            } else {
                checkOrder(named || unpacked, "a positional argument follows a named one");
                Expr argument = expressions.namedExpression();
                if (atComprehension()) {
                    comprehension(argument);
                    checkOrder(!first || !generator || !tokens.at(")"), "a generator argument needs brackets");
                }
            }
            first = false;
            if (!tokens.take(",")) {
                break;
            }
        }
        tokens.expect(")");
    }

    private void checkOrder(boolean wrong, String message) throws PythonFault {
        if (wrong) {
            throw tokens.fault(message);
        }
    }

    private void subscript() throws PythonFault {
        do {
            if (tokens.take("*")) {
                expressions.expression();
            } else {
                slice();
            }
        } while (tokens.take(",") && !tokens.at("]"));
        tokens.expect("]");
    }

    private void slice() throws PythonFault {
        if (!tokens.at(":")) {
            Expr start = expressions.namedExpression();
            if (start.is(Expr.Shape.NAMED) || !tokens.at(":")) {
                return;
            }
        }
        tokens.expect(":");
        if (endsNotSlice()) {
            expressions.expression();
        }
        if (tokens.take(":") && endsNotSlice()) {
            expressions.expression();
        }
    }

    private boolean endsNotSlice() {
        return !tokens.at(":") && !tokens.at(",") && !tokens.at("]");
    }

    /** Reads literals that stand beside each other and are one text. */
    void texts() throws PythonFault {
        boolean bytes = tokens.at(Token.Kind.BYTES);
        boolean template = tokens.at(Token.Kind.TEMPLATE);
        while (tokens.peek().isText()) {
            if (tokens.at(Token.Kind.BYTES) != bytes || tokens.at(Token.Kind.TEMPLATE) != template) {
                throw tokens.fault("text literals of different kinds stand beside each other");
            }
            boolean plain = tokens.at(Token.Kind.BYTES) || tokens.at(Token.Kind.STRING);
            tokens.next();
            while (!plain && !tokens.take(Token.Kind.TEXT_END)) {
                field();
            }
        }
    }

    private void field() throws PythonFault {
        tokens.expect("{");
        expressions.value();
        tokens.take("=");
        if (tokens.take("!")) {
            Token conversion = tokens.name();
            if (!CONVERSIONS.contains(conversion.text())) {
                throw tokens.fault("a field's conversion is r, s or a, not " + conversion.shown());
            }
        }
        if (tokens.take(":")) {
            while (tokens.at("{")) {
                field();
            }
        }
        tokens.expect("}");
    }
}
