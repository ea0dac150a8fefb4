package studio.athanor.data.check.python;

/** Reads statements that hold blocks. */
final class Compounds {

    private final TokenCursor tokens;
    private final Expressions expressions;
    private final Statements statements;
    private final Patterns patterns;

    Compounds(TokenCursor tokens, Expressions expressions, Statements statements) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.statements = statements;
        patterns = new Patterns(tokens, expressions);
    }

    /** Reads a statement with a block, or returns false where none begins. */
    boolean statement() throws PythonFault {
        Token token = tokens.peek();
        if (tokens.atWord("match")) {
            return match();
        }
        if (token.is("@")) {
            decorated();
            return true;
        }
        if (!token.is(Token.Kind.KEYWORD)) {
            return false;
        }
        return begin(token.text());
    }

    private boolean begin(String keyword) throws PythonFault {
        switch (keyword) {
            case "if" -> conditional();
            case "while" -> {
                tokens.next();
                expressions.namedExpression();
                block();
                otherwise();
            }
            case "for" -> loop();
            case "try" -> attempt();
            case "with" -> with();
            case "def" -> function();
            case "class" -> type();
            case "async" -> asynchronous();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void block() throws PythonFault {
        tokens.expect(":");
        if (!tokens.take(Token.Kind.NEWLINE)) {
            statements.simples();
            return;
        }
        if (!tokens.take(Token.Kind.INDENT)) {
            throw tokens.fault("expected an indented block");
        }
        tokens.enter();
        try {
            while (!tokens.take(Token.Kind.DEDENT)) {
                statements.statement();
            }
        } finally {
            tokens.leave();
        }
    }

    private void otherwise() throws PythonFault {
        if (tokens.take("else")) {
            block();
        }
    }

    private void conditional() throws PythonFault {
        do {
            tokens.next();
            expressions.namedExpression();
            block();
        } while (tokens.at("elif"));
        otherwise();
    }

    private void loop() throws PythonFault {
        tokens.expect("for");
        expressions.targets();
        tokens.expect("in");
        expressions.starExpressions();
        block();
        otherwise();
    }

    private void attempt() throws PythonFault {
        tokens.next();
        block();
        if (tokens.take("finally")) {
            block();
            return;
        }
        if (!tokens.at("except")) {
            throw tokens.fault(
                    "expected 'except' or 'finally' instead of " + tokens.peek().shown());
        }
        boolean groups = tokens.peek(1).is("*");
        while (tokens.take("except")) {
            if (tokens.take("*") != groups) {
                throw tokens.fault("'except' and 'except*' cannot be mixed");
            }
            caught(groups);
            block();
        }
        otherwise();
        if (tokens.take("finally")) {
            block();
        }
    }

    private void caught(boolean group) throws PythonFault {
        if (tokens.at(":") && !group) {
            return;
        }
        expressions.expression();
        if (tokens.at(",")) {
            while (tokens.take(",") && !tokens.at(":")) {
                expressions.expression();
            }
        } else if (tokens.take("as")) {
            tokens.name();
        }
    }

    private void with() throws PythonFault {
        tokens.expect("with");
        if (!bracketedItems()) {
            do {
                item();
            } while (tokens.take(","));
        }
        block();
    }

    /** Reads {@code (a as b, c)}, or goes back where the bracket belongs to an expression. */
    private boolean bracketedItems() {
        int mark = tokens.mark();
        if (tokens.take("(")) {
            try {
                do {
                    item();
                } while (tokens.take(",") && !tokens.at(")"));
                if (tokens.take(")") && tokens.at(":")) {
                    return true;
                }
            } catch (PythonFault _) {
                tokens.reset(mark);
                return false;
            }
        }
        tokens.reset(mark);
        return false;
    }

    private void item() throws PythonFault {
        expressions.expression();
        if (tokens.take("as")) {
            expressions.target();
        }
    }

    private void asynchronous() throws PythonFault {
        tokens.next();
        if (tokens.at("def")) {
            function();
        } else if (tokens.at("for")) {
            loop();
        } else if (tokens.at("with")) {
            with();
        } else {
            throw tokens.fault("expected 'def', 'for' or 'with' instead of "
                    + tokens.peek().shown());
        }
    }

    private void decorated() throws PythonFault {
        while (tokens.take("@")) {
            expressions.namedExpression();
            if (!tokens.take(Token.Kind.NEWLINE)) {
                throw tokens.unexpected();
            }
        }
        if (tokens.at("class")) {
            type();
            return;
        }
        tokens.take("async");
        function();
    }

    private void function() throws PythonFault {
        tokens.expect("def");
        tokens.name();
        expressions.parameters().ofType();
        tokens.expect("(");
        expressions.parameters().ofFunction();
        tokens.expect(")");
        if (tokens.take("->")) {
            expressions.expression();
        }
        block();
    }

    private void type() throws PythonFault {
        tokens.expect("class");
        tokens.name();
        expressions.parameters().ofType();
        if (tokens.take("(")) {
            expressions.atoms().arguments(false);
        }
        block();
    }

    /** Reads a match statement, or goes back where the word is a name. */
    private boolean match() throws PythonFault {
        int mark = tokens.mark();
        if (!subject()) {
            tokens.reset(mark);
            return false;
        }
        while (!tokens.take(Token.Kind.DEDENT)) {
            if (!tokens.atWord("case")) {
                throw tokens.fault("expected 'case' instead of " + tokens.peek().shown());
            }
            tokens.next();
            patterns.open();
            if (tokens.take("if")) {
                expressions.namedExpression();
            }
            block();
        }
        return true;
    }

    private boolean subject() {
        tokens.next();
        try {
            Expr first = expressions.starNamedExpression();
            if (first.is(Expr.Shape.STARRED) && !tokens.at(",")) {
                return false;
            }
            while (tokens.take(",") && !tokens.at(":")) {
                expressions.starNamedExpression();
            }
        } catch (PythonFault _) {
            return false;
        }
        return tokens.take(":")
                && tokens.take(Token.Kind.NEWLINE)
                && tokens.take(Token.Kind.INDENT)
                && tokens.atWord("case");
    }
}
