package studio.athanor.data.check.python;

/** Reads the parameters of functions and of types. */
final class Parameters {

    private final TokenCursor tokens;
    private final Expressions expressions;

    Parameters(TokenCursor tokens, Expressions expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    void ofFunction() throws PythonFault {
        list(")", true);
    }

    void ofLambda() throws PythonFault {
        list(":", false);
    }

    private void list(String end, boolean annotated) throws PythonFault {
        boolean any = false;
        boolean slash = false;
        boolean star = false;
        boolean defaults = false;
        while (!tokens.at(end)) {
            if (tokens.take("**")) {
                keywords(end, annotated);
                return;
            }
            if (tokens.take("*")) {
                check(!star, "only one parameter can have a star");
                star = true;
                rest(end, annotated);
            } else if (tokens.at("/")) {
                check(any && !slash && !star, "'/' stands once, after a parameter and before '*'");
                tokens.next();
                slash = true;
            } else {
                boolean given = parameter(annotated);
                check(given || star || !defaults, "a parameter without a default follows one with a default");
                defaults |= given;
                any = true;
            }
            if (!tokens.take(",")) {
                return;
            }
        }
    }

    /** Reads a parameter and returns whether it has a default. */
    private boolean parameter(boolean annotated) throws PythonFault {
        tokens.name();
        if (annotated && tokens.take(":")) {
            expressions.expression();
        }
        boolean given = tokens.take("=");
        if (given) {
            expressions.expression();
        }
        return given;
    }

    /** Reads what follows a star: a name, or nothing if named parameters come next. */
    private void rest(String end, boolean annotated) throws PythonFault {
        if (tokens.at(",")) {
            check(
                    !tokens.peek(1).is(end) && !tokens.peek(1).is("**"),
                    "a parameter that is given by name must follow a bare '*'");
            return;
        }
        tokens.name();
        if (annotated && tokens.take(":")) {
            if (tokens.take("*")) {
                expressions.bitwiseOr();
            } else {
                expressions.expression();
            }
        }
        check(!tokens.at("="), "a starred parameter cannot have a default");
    }

    private void keywords(String end, boolean annotated) throws PythonFault {
        tokens.name();
        if (annotated && tokens.take(":")) {
            expressions.expression();
        }
        check(!tokens.at("="), "a starred parameter cannot have a default");
        tokens.take(",");
        check(tokens.at(end), "nothing can follow the parameter with two stars");
    }

    /** Reads type parameters if there are any. */
    void ofType() throws PythonFault {
        if (!tokens.take("[")) {
            return;
        }
        do {
            typeParameter();
        } while (tokens.take(",") && !tokens.at("]"));
        tokens.expect("]");
    }

    private void typeParameter() throws PythonFault {
        boolean several = tokens.take("*");
        boolean starred = several || tokens.take("**");
        tokens.name();
        check(!starred || !tokens.at(":"), "a starred type parameter cannot have a bound");
        if (tokens.take(":")) {
            expressions.expression();
        }
        if (tokens.take("=")) {
            if (several && tokens.take("*")) {
                expressions.bitwiseOr();
            } else {
                expressions.expression();
            }
        }
    }

    private void check(boolean right, String message) throws PythonFault {
        if (!right) {
            throw tokens.fault(message);
        }
    }
}
