package studio.athanor.engines.chattemplate.jinja;

/** Decodes the escapes of a string literal as Python does. */
final class StringEscapes {

    private final String body;
    private final int line;
    private final StringBuilder out = new StringBuilder();
    private int position;

    StringEscapes(String body, int line) {
        this.body = body;
        this.line = line;
    }

    String decode() {
        while (position < body.length()) {
            char c = body.charAt(position++);
            if (c == '\\' && position < body.length()) {
                escape(body.charAt(position++));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void escape(char c) {
        switch (c) {
            case '\n' -> {}
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            case 'U' -> hex(8);
            case 'N' -> named();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
            default -> out.append('\\').append(c);
        }
    }

    private void hex(int digits) {
        int end = position + digits;
        if (end > body.length()) {
            throw new SyntaxFault("A string holds a truncated escape", line);
        }
        int codePoint = 0;
        for (; position < end; position++) {
            int digit = Character.digit(body.charAt(position), 16);
            if (digit < 0 || codePoint > Character.MAX_CODE_POINT) {
                throw new SyntaxFault("A string holds a malformed escape", line);
            }
            codePoint = codePoint * 16 + digit;
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw new SyntaxFault("A string holds an escape beyond Unicode", line);
        }
        out.appendCodePoint(codePoint);
    }

    private void octal(char first) {
        int value = first - '0';
        for (int i = 0; i < 2 && position < body.length(); i++) {
            int digit = Character.digit(body.charAt(position), 8);
            if (digit < 0) {
                break;
            }
            value = value * 8 + digit;
            position++;
        }
        out.appendCodePoint(value);
    }

    private void named() {
        int end = body.indexOf('}', position);
        if (end < 0 || body.charAt(position) != '{') {
            throw new SyntaxFault("A string holds a malformed \\N escape", line);
        }
        try {
            out.appendCodePoint(Character.codePointOf(body.substring(position + 1, end)));
        } catch (IllegalArgumentException e) {
            throw new SyntaxFault("A string names an unknown character: " + body.substring(position + 1, end), line);
        }
        position = end + 1;
    }
}
