package studio.athanor.data.check.python;

/** Where a text stops being Python. It has no stack trace: it is thrown for every text that does not parse. */
final class PythonFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    PythonFault(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    String sentence() {
        return "line " + line + ": " + getMessage();
    }
}
