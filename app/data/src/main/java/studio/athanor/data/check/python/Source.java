package studio.athanor.data.check.python;

/** The text that is read, with lines that end in {@code \n}, and a place in it. */
final class Source {

    private final String text;
    private int at;
    private int line = 1;

    Source(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        this.text = lines.startsWith("\uFEFF") ? lines.substring(1) : lines;
    }

    String text() {
        return text;
    }

    int at() {
        return at;
    }

    int line() {
        return line;
    }

    boolean ended() {
        return at >= text.length();
    }

    /** Returns a character ahead, or a line's end after the last. */
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\n';
    }

    int codePoint() {
        return text.codePointAt(at);
    }

    boolean startsWith(String wanted) {
        return text.startsWith(wanted, at);
    }

    /** Goes ahead, and counts the lines that are passed. */
    void skip(int characters) {
        int end = Math.min(at + characters, text.length());
        while (at < end) {
            if (text.charAt(at++) == '\n') {
                line++;
            }
        }
    }

    void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    PythonFault fault(String message) {
        return new PythonFault(line, message);
    }
}
