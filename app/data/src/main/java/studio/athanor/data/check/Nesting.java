package studio.athanor.data.check;

/** Counts brackets: generated parsers take long, or deep stacks, where they nest by the thousand. */
final class Nesting {

    /** As deep as code is parsed; code that people write stays below 30. */
    static final int DEEPEST = 200;

    static final String MISTAKE = "its brackets nest more than " + DEEPEST + " deep";

    private Nesting() {}

    /** Returns whether more brackets are open somewhere than are parsed. Those in quotation marks count too. */
    static boolean tooDeep(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            if (depth > DEEPEST) {
                return true;
            }
        }
        return false;
    }
}
