package studio.athanor.desktop.markdown;

/** Colours HTML and XML. */
final class MarkupHighlighter implements Highlighter {

    private static final int IN_COMMENT = 1;
    private static final int IN_TAG = 2;
    private static final int IN_QUOTES = 3;
    private static final int IN_APOSTROPHES = 4;

    @Override
    public int read(String lines, int state, Sink sink) {
        int at = 0;
        int now = state;
        while (at < lines.length()) {
            int from = at;
            switch (now) {
                case IN_COMMENT -> {
                    at = after(lines, "-->", from);
                    sink.token(from, at, TokenKind.COMMENT);
                    now = closed(lines, "-->", from, at) ? START : IN_COMMENT;
                }
                case IN_QUOTES, IN_APOSTROPHES -> {
                    String quote = now == IN_QUOTES ? "\"" : "'";
                    at = after(lines, quote, from);
                    sink.token(from, at, TokenKind.STRING);
                    now = closed(lines, quote, from, at) ? IN_TAG : now;
                }
                case IN_TAG -> {
                    char c = lines.charAt(at);
                    at++;
                    if (c == '>') {
                        sink.token(from, at, TokenKind.KEYWORD);
                        now = START;
                    } else if (c == '"' || c == '\'') {
                        sink.token(from, at, TokenKind.STRING);
                        now = c == '"' ? IN_QUOTES : IN_APOSTROPHES;
                    } else if (isName(c)) {
                        at = nameEnd(lines, at);
                        sink.token(from, at, TokenKind.PROPERTY);
                    } else {
                        sink.token(from, at, c == '/' || c == '?' ? TokenKind.KEYWORD : TokenKind.PLAIN);
                    }
                }
                default -> {
                    int open = lines.indexOf('<', from);
                    if (open < 0) {
                        sink.token(from, lines.length(), TokenKind.PLAIN);
                        return START;
                    }
                    sink.token(from, open, TokenKind.PLAIN);
                    if (lines.startsWith("<!--", open)) {
                        now = IN_COMMENT;
                        at = open + "<!--".length();
                        sink.token(open, at, TokenKind.COMMENT);
                    } else {
                        at = tagNameEnd(lines, open + 1);
                        boolean tag = at > open + 1;
                        sink.token(open, at, tag ? TokenKind.KEYWORD : TokenKind.PLAIN);
                        now = tag ? IN_TAG : START;
                    }
                }
            }
        }
        return now;
    }

    private static int after(String lines, String end, int from) {
        int found = lines.indexOf(end, from);
        return found < 0 ? lines.length() : found + end.length();
    }

    private static boolean closed(String lines, String end, int from, int at) {
        return at - from >= end.length() && lines.startsWith(end, at - end.length());
    }

    private static int tagNameEnd(String lines, int from) {
        int at = from;
        while (at < lines.length() && at == from && "/!?".indexOf(lines.charAt(at)) >= 0) {
            at++;
        }
        return nameEnd(lines, at);
    }

    private static int nameEnd(String lines, int from) {
        int at = from;
        while (at < lines.length() && isName(lines.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == ':' || c == '_' || c == '.';
    }
}
