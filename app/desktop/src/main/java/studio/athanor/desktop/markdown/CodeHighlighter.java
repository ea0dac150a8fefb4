package studio.athanor.desktop.markdown;

import java.util.List;
import studio.athanor.desktop.markdown.Language.Enclosure;

/** Colours languages made of words, numbers, strings and comments. The state is the number of the open enclosure. */
final class CodeHighlighter implements Highlighter {

    private final Language language;
    private final List<Enclosure> enclosures;

    CodeHighlighter(Language language) {
        this.language = language;
        this.enclosures = language.enclosures();
    }

    @Override
    public int read(String lines, int state, Sink sink) {
        int at = 0;
        if (state > START && state <= enclosures.size()) {
            Enclosure open = enclosures.get(state - 1);
            int end = close(lines, 0, open);
            if (end < 0) {
                sink.token(0, lines.length(), open.kind());
                return state;
            }
            sink.token(0, end, open.kind());
            at = end;
        }
        while (at < lines.length()) {
            int enclosure = enclosureAt(lines, at);
            if (enclosure >= 0) {
                Enclosure open = enclosures.get(enclosure);
                int end = close(lines, at + open.open().length(), open);
                if (end < 0) {
                    sink.token(at, lines.length(), open.kind());
                    return enclosure + 1;
                }
                sink.token(at, end, isKey(lines, end, open) ? TokenKind.PROPERTY : open.kind());
                at = end;
            } else {
                at = piece(lines, at, sink);
            }
        }
        return START;
    }

    private boolean isKey(String lines, int end, Enclosure enclosure) {
        return language.keys() && enclosure.kind() == TokenKind.STRING && colonFollows(lines, end);
    }

    private int piece(String lines, int at, Sink sink) {
        char c = lines.charAt(at);
        int end;
        TokenKind kind;
        if (startsLineComment(lines, at)) {
            end = lineEnd(lines, at);
            kind = TokenKind.COMMENT;
        } else if (isWordStart(c)) {
            end = wordEnd(lines, at);
            kind = word(lines, at, end);
        } else if (c >= '0' && c <= '9') {
            end = numberEnd(lines, at);
            kind = TokenKind.NUMBER;
        } else if (language.annotations().indexOf(c) >= 0 && wordEnd(lines, at + 1) > at + 1) {
            end = wordEnd(lines, at + 1);
            kind = TokenKind.ANNOTATION;
        } else if (language.variables().indexOf(c) >= 0) {
            end = Math.max(at + 1, variableEnd(lines, at + 1));
            kind = TokenKind.VARIABLE;
        } else {
            end = at + 1;
            kind = TokenKind.PLAIN;
        }
        sink.token(at, end, kind);
        return end;
    }

    private TokenKind word(String lines, int from, int to) {
        String word = lines.substring(from, to);
        if (language.keys() && colonFollows(lines, to)) {
            return TokenKind.PROPERTY;
        }
        if (language.isKeyword(word)) {
            return TokenKind.KEYWORD;
        }
        if (language.isType(word)) {
            return TokenKind.TYPE;
        }
        if (to < lines.length() && lines.charAt(to) == '(') {
            return TokenKind.FUNCTION;
        }
        boolean typeName = !language.keys()
                && !language.ignoreCase()
                && Character.isUpperCase(word.charAt(0))
                && word.chars().anyMatch(Character::isLowerCase);
        return typeName ? TokenKind.TYPE : TokenKind.PLAIN;
    }

    private int enclosureAt(String lines, int at) {
        char c = lines.charAt(at);
        for (int i = 0; i < enclosures.size(); i++) {
            String open = enclosures.get(i).open();
            if (open.charAt(0) == c && lines.startsWith(open, at)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns where an enclosure ends, or -1 if it stays open; one that must end with its line ends there. */
    private static int close(String lines, int from, Enclosure enclosure) {
        int at = from;
        while (at < lines.length()) {
            char c = lines.charAt(at);
            if (enclosure.escapes() && c == '\\') {
                at += 2;
            } else if (lines.startsWith(enclosure.close(), at)) {
                return at + enclosure.close().length();
            } else if (c == '\n' && !enclosure.lines()) {
                return at;
            } else {
                at++;
            }
        }
        return enclosure.lines() ? -1 : lines.length();
    }

    private boolean startsLineComment(String lines, int at) {
        for (String start : language.lineComments()) {
            if (lines.startsWith(start, at)) {
                // a shell's # or an address's // in the middle of a word starts no comment
                return at == 0
                        || !(start.equals("#") || (start.equals("//") && language.dashInNames()))
                        || Character.isWhitespace(lines.charAt(at - 1));
            }
        }
        return false;
    }

    private static int lineEnd(String lines, int at) {
        int end = lines.indexOf('\n', at);
        return end < 0 ? lines.length() : end;
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private int wordEnd(String lines, int from) {
        int at = from;
        while (at < lines.length() && isWordPart(lines.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isWordPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c) || (c == '-' && language.dashInNames());
    }

    private int variableEnd(String lines, int from) {
        if (from < lines.length() && lines.charAt(from) == '{') {
            int close = lines.indexOf('}', from);
            return close < 0 || close > lineEnd(lines, from) ? from : close + 1;
        }
        return wordEnd(lines, from);
    }

    private static int numberEnd(String lines, int from) {
        int at = from;
        while (at < lines.length()
                && (Character.isLetterOrDigit(lines.charAt(at))
                        || lines.charAt(at) == '.'
                        || lines.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    private static boolean colonFollows(String lines, int from) {
        int at = from;
        while (at < lines.length() && lines.charAt(at) == ' ') {
            at++;
        }
        return at < lines.length() && lines.charAt(at) == ':';
    }
}
