package studio.athanor.engines.chattemplate.jinja;

import java.util.List;

/** Tokens with a position, and the depth of what is being parsed. */
final class TokenStream {

    private final List<Token> tokens;
    private int position;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token following() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        if (position < tokens.size() - 1) {
            position++;
        }
        return token;
    }

    boolean at(Token.Type type) {
        return current().type() == type;
    }

    boolean atName(String name) {
        return current().isName(name);
    }

    boolean atOperator(String operator) {
        return current().isOperator(operator);
    }

    boolean skipName(String name) {
        boolean found = atName(name);
        if (found) {
            next();
        }
        return found;
    }

    boolean skipOperator(String operator) {
        boolean found = atOperator(operator);
        if (found) {
            next();
        }
        return found;
    }

    Token expect(Token.Type type) {
        if (!at(type)) {
            throw unexpected(type.description());
        }
        return next();
    }

    Token expectOperator(String operator) {
        if (!atOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
        return next();
    }

    Token expectName(String name) {
        if (!atName(name)) {
            throw unexpected("'" + name + "'");
        }
        return next();
    }

    SyntaxFault unexpected(String expected) {
        return new SyntaxFault(
                "expected " + expected + ", got " + current().description(),
                current().line());
    }

    void enter() {
        depth++;
        if (depth > Limits.SOURCE_DEPTH) {
            throw new SyntaxFault(
                    "The template nests deeper than " + Limits.SOURCE_DEPTH + " levels",
                    current().line());
        }
    }

    void leave() {
        depth--;
    }
}
