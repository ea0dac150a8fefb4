package studio.athanor.engines.gguf;

/** Makes text from a file fit for a message: one line, visible characters, bounded length. */
final class Printable {

    private static final int LONGEST = 120;

    private Printable() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
        text.codePoints().limit(LONGEST + 1L).forEach(c -> {
            if (shown.length() >= LONGEST) {
                if (shown.charAt(shown.length() - 1) != '…') {
                    shown.append('…');
                }
            } else if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u").append(String.format("%04X", c));
            }
        });
        return shown.toString();
    }

    static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
