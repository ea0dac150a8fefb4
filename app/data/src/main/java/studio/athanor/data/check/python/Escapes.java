package studio.athanor.data.check.python;

/** Reads what follows a backslash in a text literal. */
final class Escapes {

    private Escapes() {}

    /** Passes an escape; the source is at the backslash. Unknown ones stand for themselves. */
    static void skip(Source source, boolean raw, boolean bytes) throws PythonFault {
        char escaped = source.peek(1);
        if (raw) {
            source.skip(2);
            return;
        }
        switch (escaped) {
            case 'x' -> hexadecimal(source, 2);
            case 'u' -> {
                if (bytes) {
                    source.skip(2);
                } else {
                    hexadecimal(source, 4);
                }
            }
            case 'U' -> {
                if (bytes) {
                    source.skip(2);
                } else {
                    hexadecimal(source, 8);
                }
            }
            case 'N' -> {
                if (bytes) {
                    source.skip(2);
                } else {
                    named(source);
                }
            }
            default -> source.skip(2);
        }
    }

    private static void hexadecimal(Source source, int digits) throws PythonFault {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            char digit = source.peek(2 + i);
            int read = digit < 128 ? Character.digit(digit, 16) : -1;
            if (read < 0) {
                throw source.fault("a \\" + source.peek(1) + " escape needs " + digits + " hexadecimal digits");
            }
            value = value * 16 + read;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw source.fault("an escape names a character beyond U+10FFFF");
        }
        source.skip(2 + digits);
    }

    private static void named(Source source) throws PythonFault {
        int length = 3;
        while (isOfName(source.peek(length))) {
            length++;
        }
        if (source.peek(2) != '{' || length == 3 || source.peek(length) != '}') {
            throw source.fault("a \\N escape needs a character's name in braces");
        }
        source.skip(length + 1);
    }

    private static boolean isOfName(char c) {
        return c == ' ' || c == '-' || c == '(' || c == ')' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
