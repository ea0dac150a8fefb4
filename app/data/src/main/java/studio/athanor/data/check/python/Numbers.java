package studio.athanor.data.check.python;

import java.util.List;

/** Reads number literals. */
final class Numbers {

    /** The longest decimal integer that Python reads. */
    private static final int MOST_DIGITS = 4300;

    private static final List<String> MAY_FOLLOW = List.of("and", "else", "for", "if", "in", "is", "not", "or");

    private final String source;
    private final int line;
    private int at;

    private Numbers(String source, int at, int line) {
        this.source = source;
        this.at = at;
        this.line = line;
    }

    /** Returns where the number ends that begins at a digit, or at a point before a digit. */
    static int end(String source, int at, int line) throws PythonFault {
        Numbers numbers = new Numbers(source, at, line);
        numbers.number();
        numbers.checkEnd();
        return numbers.at;
    }

    private void number() throws PythonFault {
        int radix = peek(0) == '0' ? radix(peek(1)) : 10;
        if (radix != 10) {
            at += 2;
            do {
                take('_');
                digits(radix);
            } while (peek(0) == '_');
            if (isDigit(peek(0), 10)) {
                throw fault("invalid digit '" + peek(0) + "' in a literal of base " + radix);
            }
            return;
        }
        int start = at;
        if (peek(0) != '.') {
            grouped();
        }
        int wholeEnd = at;
        boolean whole = !fraction();
        whole &= !exponent();
        whole &= !(take('j') || take('J'));
        if (whole) {
            checkWhole(source.substring(start, wholeEnd).replace("_", ""));
        }
    }

    private boolean fraction() throws PythonFault {
        if (!take('.')) {
            return false;
        }
        if (isDigit(peek(0), 10)) {
            grouped();
        }
        return true;
    }

    private boolean exponent() throws PythonFault {
        if (peek(0) != 'e' && peek(0) != 'E') {
            return false;
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (!isDigit(peek(1 + sign), 10)) {
            return false;
        }
        at += 1 + sign;
        grouped();
        return true;
    }

    private void checkWhole(String digits) throws PythonFault {
        if (digits.charAt(0) == '0' && digits.chars().anyMatch(digit -> digit != '0')) {
            throw fault("leading zeros in decimal integer literals are not permitted");
        }
        if (digits.length() > MOST_DIGITS) {
            throw fault("an integer literal has more than " + MOST_DIGITS + " digits");
        }
    }

    /** Reads digits, with single underscores between them. */
    private void grouped() throws PythonFault {
        digits(10);
        while (take('_')) {
            digits(10);
        }
    }

    private void digits(int radix) throws PythonFault {
        if (!isDigit(peek(0), radix)) {
            throw fault("invalid number literal");
        }
        while (isDigit(peek(0), radix)) {
            at++;
        }
    }

    private void checkEnd() throws PythonFault {
        char next = peek(0);
        if (next != '_' && !Character.isLetter(next) && next < 128) {
            return;
        }
        if (MAY_FOLLOW.stream().noneMatch(word -> source.startsWith(word, at))) {
            throw fault("invalid number literal");
        }
    }

    private boolean take(char wanted) {
        boolean found = peek(0) == wanted;
        if (found) {
            at++;
        }
        return found;
    }

    private char peek(int ahead) {
        return at + ahead < source.length() ? source.charAt(at + ahead) : '\n';
    }

    private static int radix(char letter) {
        return switch (letter) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private static boolean isDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }

    private PythonFault fault(String message) {
        return new PythonFault(line, message);
    }
}
