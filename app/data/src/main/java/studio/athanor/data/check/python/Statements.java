package studio.athanor.data.check.python;

/** Reads statements. Those with blocks are read by {@link Compounds}. */
final class Statements {

    private final TokenCursor tokens;
    private final Expressions expressions;
    private final Compounds compounds;

    Statements(TokenCursor tokens) {
        this.tokens = tokens;
        expressions = new Expressions(tokens);
        compounds = new Compounds(tokens, expressions, this);
    }

    void file() throws PythonFault {
        while (!tokens.at(Token.Kind.END)) {
            statement();
        }
    }

    void statement() throws PythonFault {
        if (!compounds.statement()) {
            simples();
        }
    }

    /** Reads the statements of a line. */
    void simples() throws PythonFault {
        do {
            simple();
        } while (tokens.take(";") && !tokens.at(Token.Kind.NEWLINE));
        if (!tokens.take(Token.Kind.NEWLINE)) {
            throw tokens.unexpected();
        }
    }

    private void simple() throws PythonFault {
        Token token = tokens.peek();
        if (token.is(Token.Kind.INDENT)) {
            throw tokens.fault("unexpected indent");
        }
        if (!token.is(Token.Kind.KEYWORD)) {
            plain();
            return;
        }
        switch (token.text()) {
            case "pass", "break", "continue" -> tokens.next();
            case "return" -> {
                tokens.next();
                if (expressions.startsExpression()) {
                    expressions.starExpressions();
                }
            }
            case "raise" -> raise();
            case "global", "nonlocal" -> names();
            case "del" -> delete();
            case "assert" -> {
                tokens.next();
                expressions.expression();
                if (tokens.take(",")) {
                    expressions.expression();
                }
            }
            case "import" -> modules();
            case "from" -> fromModule();
            default -> plain();
        }
    }

    private void plain() throws PythonFault {
        if (tokens.atWord("type") && tokens.peek(1).is(Token.Kind.NAME)) {
            typeAlias();
            return;
        }
        Expr left = expressions.value();
        if (tokens.at(":")) {
            check(left.single(), "only a single target can be annotated");
            tokens.next();
            expressions.expression();
            if (tokens.take("=")) {
                expressions.value();
            }
            return;
        }
        if (atAugmented()) {
            check(left.single(), "this cannot be changed in place");
            tokens.next();
            expressions.value();
            return;
        }
        while (tokens.at("=")) {
            check(left.assignable(), "cannot assign to what stands left of '='");
            tokens.next();
            left = expressions.value();
        }
    }

    private boolean atAugmented() {
        Token token = tokens.peek();
        return token.is(Token.Kind.OPERATOR)
                && switch (token.text()) {
                    case "+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**=" -> true;
                    default -> false;
                };
    }

    private void typeAlias() throws PythonFault {
        tokens.next();
        tokens.name();
        expressions.parameters().ofType();
        tokens.expect("=");
        expressions.expression();
    }

    private void raise() throws PythonFault {
        tokens.next();
        if (expressions.startsExpression()) {
            expressions.expression();
            if (tokens.take("from")) {
                expressions.expression();
            }
        }
    }

    private void names() throws PythonFault {
        do {
            tokens.next();
            tokens.name();
        } while (tokens.at(","));
    }

    private void delete() throws PythonFault {
        tokens.next();
        do {
            Expr target = expressions.bitwiseOr();
            check(target.deletable(), "this cannot be deleted");
        } while (tokens.take(",") && expressions.startsExpression());
    }

    private void modules() throws PythonFault {
        do {
            tokens.next();
            dottedName();
            alias();
        } while (tokens.at(","));
    }

    private void dottedName() throws PythonFault {
        tokens.name();
        while (tokens.take(".")) {
            tokens.name();
        }
    }

    private void alias() throws PythonFault {
        if (tokens.take("as")) {
            tokens.name();
        }
    }

    private void fromModule() throws PythonFault {
        tokens.next();
        boolean relative = false;
        while (tokens.take(".") || tokens.take("...")) {
            relative = true;
        }
        if (!relative || !tokens.at("import")) {
            dottedName();
        }
        tokens.expect("import");
        if (tokens.take("*")) {
            return;
        }
        boolean bracketed = tokens.take("(");
        do {
            tokens.name();
            alias();
        } while (tokens.take(",") && !(bracketed && tokens.at(")")));
        if (bracketed) {
            tokens.expect(")");
        }
    }

    private void check(boolean right, String message) throws PythonFault {
        if (!right) {
            throw tokens.fault(message);
        }
    }
}
