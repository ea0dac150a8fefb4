package studio.athanor.desktop.markdown;

import java.util.Locale;

/** What a piece of source code is, as far as its colour goes. */
enum TokenKind {
    PLAIN,
    KEYWORD,
    TYPE,
    STRING,
    NUMBER,
    COMMENT,
    FUNCTION,
    PROPERTY,
    VARIABLE,
    ANNOTATION;

    String styleClass() {
        return "code-" + name().toLowerCase(Locale.ROOT);
    }
}
