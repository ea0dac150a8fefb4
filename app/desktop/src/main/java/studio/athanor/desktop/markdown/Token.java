package studio.athanor.desktop.markdown;

/**
 * A piece of source code of one colour.
 *
 * @param text the piece
 * @param kind what it is
 */
record Token(String text, TokenKind kind) {}
