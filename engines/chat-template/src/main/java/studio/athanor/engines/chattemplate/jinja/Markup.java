package studio.athanor.engines.chattemplate.jinja;

/** Escaping for HTML and XML. */
final class Markup {

    private Markup() {}

    /** Returns markup as it is and other text escaped. */
    static String escape(TextValue text) {
        return text.safe() ? text.text() : escape(text.text());
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&#34;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
