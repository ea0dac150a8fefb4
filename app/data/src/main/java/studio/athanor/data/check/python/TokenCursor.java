package studio.athanor.data.check.python;

import java.util.List;

/** Walks over tokens, and back where a word has two meanings. */
final class TokenCursor {

    private static final int DEEPEST = 1000;

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean at(String text) {
        return peek().is(text);
    }

    boolean at(Token.Kind kind) {
        return peek().is(kind);
    }

    /** Returns whether a word is here that is reserved only in some places. */
    boolean atWord(String word) {
        return peek().is(Token.Kind.NAME) && peek().text().equals(word);
    }

    boolean take(String text) {
        boolean found = at(text);
        if (found) {
            next();
        }
        return found;
    }

    boolean take(Token.Kind kind) {
        boolean found = at(kind);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String text) throws PythonFault {
        if (!take(text)) {
            throw fault("expected '" + text + "' instead of " + peek().shown());
        }
    }

    Token name() throws PythonFault {
        if (!at(Token.Kind.NAME)) {
            throw fault("expected a name instead of " + peek().shown());
        }
        return next();
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    /** Goes one level down; every call is followed by {@link #leave}. */
    void enter() throws PythonFault {
        if (++depth > DEEPEST) {
            depth--;
            throw fault("it nests too deeply");
        }
    }

    void leave() {
        depth--;
    }

    PythonFault fault(String message) {
        return new PythonFault(peek().line(), message);
    }

    PythonFault unexpected() {
        return fault("did not expect " + peek().shown());
    }
}
