package studio.athanor.data.check.python;

/** Reads the patterns of {@code case}. */
final class Patterns {

    private final TokenCursor tokens;
    private final Expressions expressions;

    Patterns(TokenCursor tokens, Expressions expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** One pattern, or a sequence without brackets. */
    void open() throws PythonFault {
        boolean starred = maybeStarred();
        if (starred && !tokens.at(",")) {
            throw tokens.fault("a starred pattern must be in a sequence");
        }
        while (tokens.take(",") && !tokens.at(":") && !tokens.at("if")) {
            maybeStarred();
        }
    }

    private boolean maybeStarred() throws PythonFault {
        if (!tokens.take("*")) {
            pattern();
            return false;
        }
        tokens.name();
        return true;
    }

    private void pattern() throws PythonFault {
        tokens.enter();
        try {
            do {
                closed();
            } while (tokens.take("|"));
            if (tokens.take("as")) {
                Token name = tokens.name();
                if (name.text().equals("_") || tokens.at(".") || tokens.at("(")) {
                    throw tokens.fault("a pattern needs a plain name after 'as'");
                }
            }
        } finally {
            tokens.leave();
        }
    }

    private void closed() throws PythonFault {
        Token token = tokens.peek();
        if (token.isText()) {
            text();
        } else if (token.is(Token.Kind.NUMBER) || token.is("-")) {
            number();
        } else if (token.is("None") || token.is("True") || token.is("False")) {
            tokens.next();
        } else if (token.is(Token.Kind.NAME)) {
            dottedName();
            if (tokens.take("(")) {
                arguments();
            }
        } else if (token.is("(")) {
            bracketed(")");
        } else if (token.is("[")) {
            bracketed("]");
        } else if (token.is("{")) {
            mapping();
        } else {
            throw tokens.unexpected();
        }
    }

    private void text() throws PythonFault {
        for (int ahead = 0; tokens.peek(ahead).isText(); ahead++) {
            if (tokens.peek(ahead).is(Token.Kind.FORMATTED)
                    || tokens.peek(ahead).is(Token.Kind.TEMPLATE)) {
                throw tokens.fault("a pattern cannot be a formatted text");
            }
        }
        expressions.atoms().texts();
    }

    private void number() throws PythonFault {
        tokens.take("-");
        boolean imaginary = literal();
        if (tokens.take("+") || tokens.take("-")) {
            if (imaginary || !literal()) {
                throw tokens.fault("a complex number is a real and an imaginary part");
            }
        }
    }

    /** Reads a number and returns whether it is imaginary. */
    private boolean literal() throws PythonFault {
        Token token = tokens.peek();
        if (!token.is(Token.Kind.NUMBER)) {
            throw tokens.unexpected();
        }
        tokens.next();
        return token.text().endsWith("j") || token.text().endsWith("J");
    }

    /** Reads a name with points and returns whether it has any. */
    private boolean dottedName() throws PythonFault {
        tokens.name();
        boolean dotted = false;
        while (tokens.take(".")) {
            tokens.name();
            dotted = true;
        }
        return dotted;
    }

    private void arguments() throws PythonFault {
        boolean named = false;
        while (!tokens.at(")")) {
            if (tokens.at(Token.Kind.NAME) && tokens.peek(1).is("=")) {
                tokens.next();
                tokens.next();
                named = true;
            } else if (named) {
                throw tokens.fault("a positional pattern follows a named one");
            }
            pattern();
            if (!tokens.take(",")) {
                break;
            }
        }
        tokens.expect(")");
    }

    private void bracketed(String end) throws PythonFault {
        tokens.next();
        if (tokens.take(end)) {
            return;
        }
        boolean starred = maybeStarred();
        if (starred && end.equals(")") && !tokens.at(",")) {
            throw tokens.fault("a starred pattern must be in a sequence");
        }
        while (tokens.take(",") && !tokens.at(end)) {
            maybeStarred();
        }
        tokens.expect(end);
    }

    private void mapping() throws PythonFault {
        tokens.expect("{");
        while (!tokens.at("}")) {
            if (tokens.take("**")) {
                rest();
                return;
            }
            key();
            tokens.expect(":");
            pattern();
            if (!tokens.take(",")) {
                break;
            }
        }
        tokens.expect("}");
    }

    private void rest() throws PythonFault {
        Token name = tokens.name();
        if (name.text().equals("_")) {
            throw tokens.fault("'**_' is not a pattern");
        }
        tokens.take(",");
        tokens.expect("}");
    }

    private void key() throws PythonFault {
        Token token = tokens.peek();
        if (token.isText()) {
            text();
        } else if (token.is(Token.Kind.NUMBER) || token.is("-")) {
            number();
        } else if (token.is("None") || token.is("True") || token.is("False")) {
            tokens.next();
        } else if (!dottedName()) {
            throw tokens.fault("a key of a mapping pattern is a literal or a name with a point");
        }
    }
}
