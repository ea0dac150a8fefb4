package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;

/** Splits a template into tokens, with the white space removed that its tags say, trimming and stripping blocks. */
final class Lexer {

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int countedTo;
    private boolean lineStarting = true;

    Lexer(String source) {
        String unix = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    }

    List<Token> tokenize() {
        while (position < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                add(Token.Type.DATA, source.substring(position), lineAt(position));
                position = source.length();
                break;
            }
            tag(tag);
        }
        add(Token.Type.END, "", lineAt(source.length()));
        return tokens;
    }

    private int nextTag() {
        for (int brace = source.indexOf('{', position); brace >= 0; brace = source.indexOf('{', brace + 1)) {
            if (brace + 1 < source.length() && "{%#".indexOf(source.charAt(brace + 1)) >= 0) {
                return brace;
            }
        }
        return -1;
    }

    private void tag(int tag) {
        char kind = source.charAt(tag + 1);
        int raw = kind == '%' ? endOfRawTag(tag) : -1;
        char sign = signAt(tag + 2);
        data(tag, sign, kind != '{' || raw >= 0);
        position = tag + 2 + (sign == 0 ? 0 : 1);
        lineStarting = false;
        if (raw >= 0) {
            position = raw;
            lineStarting = source.charAt(raw - 1) == '\n';
            rawBlock(tag);
        } else if (kind == '#') {
            comment(tag);
        } else {
            boolean block = kind == '%';
            add(block ? Token.Type.BLOCK_BEGIN : Token.Type.VARIABLE_BEGIN, "", lineAt(tag));
            TagLexer inside = new TagLexer(source, position, lineAt(position), block);
            position = inside.readInto(tokens);
            lineStarting = position > 0 && source.charAt(position - 1) == '\n';
        }
    }

    /** Adds the data between here and a tag, stripped as the tag's sign says. */
    private void data(int tag, char sign, boolean strippable) {
        String text = source.substring(position, tag);
        if (sign == '-') {
            text = Characters.stripTrailing(text);
        } else if (sign != '+' && strippable) {
            int lineStart = text.lastIndexOf('\n') + 1;
            if ((lineStart > 0 || lineStarting)
                    && text.substring(lineStart).codePoints().allMatch(Characters::isSpace)) {
                text = text.substring(0, lineStart);
            }
        }
        if (!text.isEmpty()) {
            add(Token.Type.DATA, text, lineAt(position));
        }
    }

    private void comment(int tag) {
        int end = source.indexOf("#}", position);
        if (end < 0) {
            throw new SyntaxFault("Missing end of comment tag", lineAt(tag));
        }
        char sign = end > position ? signBefore(end) : 0;
        position = afterTag(end + 2, sign);
        lineStarting = source.charAt(position - 1) == '\n';
    }

    private void rawBlock(int tag) {
        for (int end = source.indexOf("{%", position); end >= 0; end = source.indexOf("{%", end + 1)) {
            char sign = signAt(end + 2);
            int word = skipSpaces(end + 2 + (sign == 0 ? 0 : 1));
            if (source.startsWith("endraw", word)) {
                int close = skipSpaces(word + "endraw".length());
                char closeSign = signAt(close);
                int percent = close + (closeSign == 0 ? 0 : 1);
                if (source.startsWith("%}", percent)) {
                    data(end, sign, true);
                    position = afterTag(percent + 2, closeSign);
                    lineStarting = source.charAt(position - 1) == '\n';
                    return;
                }
            }
        }
        throw new SyntaxFault("Missing end of raw directive", lineAt(tag));
    }

    /** Returns where a raw block's data starts if the tag opens one, else -1. */
    private int endOfRawTag(int tag) {
        int word = skipSpaces(tag + 2 + (signAt(tag + 2) == 0 ? 0 : 1));
        if (!source.startsWith("raw", word)) {
            return -1;
        }
        int close = skipSpaces(word + "raw".length());
        if (source.startsWith("-%}", close)) {
            return skipSpaces(close + 3);
        }
        return source.startsWith("%}", close) ? close + 2 : -1;
    }

    private int afterTag(int end, char sign) {
        if (sign == '-') {
            return skipSpaces(end);
        }
        return sign != '+' && end < source.length() && source.charAt(end) == '\n' ? end + 1 : end;
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < source.length() && Characters.isSpace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    private char signAt(int at) {
        char c = at < source.length() ? source.charAt(at) : 0;
        return c == '-' || c == '+' ? c : 0;
    }

    private char signBefore(int end) {
        return signAt(end - 1);
    }

    private int lineAt(int at) {
        if (at < countedTo) {
            return line
                    - (int) source.substring(at, countedTo)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }
        for (; countedTo < at; countedTo++) {
            if (source.charAt(countedTo) == '\n') {
                line++;
            }
        }
        return line;
    }

    private void add(Token.Type type, String text, int tokenLine) {
        tokens.add(new Token(type, text, null, tokenLine));
    }
}
