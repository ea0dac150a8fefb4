package studio.athanor.desktop.markdown;

/** Makes characters visible that would change how the text around them reads. */
final class Visible {

    private Visible() {}

    /** Writes bidirectional controls and other invisible format characters as their code points. */
    static String of(String text) {
        int at = 0;
        while (at < text.length() && !hides(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (hides(c)) {
                out.append("‹U+").append(String.format("%04X", (int) c)).append('›');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean hides(char c) {
        return (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\u200E'
                || c == '\u200F'
                || c == '\u061C'
                || (c < ' ' && c != '\n' && c != '\t' && c != '\r');
    }
}
