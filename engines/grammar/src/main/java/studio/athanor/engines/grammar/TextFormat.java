package studio.athanor.engines.grammar;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.grammar.automaton.Dfa;
import studio.athanor.engines.grammar.automaton.PatternException;

/**
 * The formats that a grammar holds to, as regular expressions: RFC 3339 for dates and times (without leap seconds), RFC
 * 4122, 5321, 1123, 2673, 4291, 3986 and ISO 8601 durations as RFC 3339's appendix has them. Each is a plain subset of
 * what the RFC allows, so that every validator agrees.
 */
final class TextFormat {

    private static final class Parts {
        private static final String YEAR = "[0-9]{4}";
        private static final String LEAP_YEAR =
                "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
        private static final String DATE = "(" + YEAR + "-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
                + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|" + LEAP_YEAR + "-02-29)";
        private static final String CLOCK_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
        private static final String TIME = CLOCK_TIME + ":[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-]" + CLOCK_TIME + ")";
        private static final String COUNT = "[1-9][0-9]{0,3}";
        private static final String DAYS =
                "(" + COUNT + "Y(" + COUNT + "M(" + COUNT + "D)?)?|" + COUNT + "M(" + COUNT + "D)?|" + COUNT + "D)";
        private static final String CLOCK =
                "(" + COUNT + "H(" + COUNT + "M(" + COUNT + "S)?)?|" + COUNT + "M(" + COUNT + "S)?|" + COUNT + "S)";
        // validators know the real ones
        private static final String TOP_LEVEL =
                "(com|org|net|edu|gov|info|biz|dev|app|io|ai|co|me|tv|eu|uk|de|fr|es|it|nl"
                        + "|be|ch|at|pl|se|no|fi|dk|ie|pt|gr|cz|ro|hu|ua|tr|us|ca|mx|br|ar|cl|au|nz|jp|cn|kr|in|sg|hk|tw|za|il"
                        + "|ae|ng|ke)";
        private static final String LABEL = "[a-z0-9]([a-z0-9]|-[a-z0-9]){0,20}";
        private static final String HOST = LABEL + "(\\." + LABEL + "){0,3}";
        private static final String DOMAIN = LABEL + "(\\." + LABEL + "){0,2}\\." + TOP_LEVEL;
        private static final String WORD = "[A-Za-z0-9_+-]{1,20}";
        private static final String EMAIL = WORD + "(\\." + WORD + "){0,2}@" + DOMAIN;
        private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
        private static final String IPV4 = BYTE + "(\\." + BYTE + "){3}";
        private static final String H = "[0-9a-f]{1,4}";
        private static final String IPV6 = "(" + H + "(:" + H + "){7}|" + H + "(:" + H + "){0,2}::" + H + "(:" + H
                + "){0,3}|::" + H + "(:" + H + "){0,3}|::)";
        private static final String PATH = "([A-Za-z0-9._~-]|%[0-9A-F]{2})*(/([A-Za-z0-9._~-]|%[0-9A-F]{2})+)*";
        private static final String URI = "(https?|ftp)://" + DOMAIN + "(:[1-9][0-9]{1,3})?(/" + PATH
                + ")?(\\?[A-Za-z0-9._~&=-]*)?(#[A-Za-z0-9._~-]*)?";
    }

    private static final List<TextFormat> ALL = List.of(
            of("date", Parts.DATE),
            of("time", Parts.TIME),
            of("date-time", Parts.DATE + "T" + Parts.TIME),
            of("duration", "P(" + Parts.DAYS + "(T" + Parts.CLOCK + ")?|T" + Parts.CLOCK + "|[1-9][0-9]{0,3}W)"),
            of("email", Parts.EMAIL),
            of("idn-email", Parts.EMAIL),
            of("hostname", Parts.HOST),
            of("idn-hostname", Parts.HOST),
            of("ipv4", Parts.IPV4),
            of("ipv6", Parts.IPV6),
            of("uri", Parts.URI),
            of("iri", Parts.URI),
            of("uri-reference", "(" + Parts.URI + "|/" + Parts.PATH + ")"),
            of("iri-reference", "(" + Parts.URI + "|/" + Parts.PATH + ")"),
            of("uuid", "[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
            of("json-pointer", "(/([A-Za-z0-9._-]|~[01])*)*"));

    private final String keyword;
    private final String pattern;
    private volatile @Nullable Dfa language;

    private TextFormat(String keyword, String pattern) {
        this.keyword = keyword;
        this.pattern = pattern;
    }

    private static TextFormat of(String keyword, String pattern) {
        return new TextFormat(keyword, pattern);
    }

    /** Returns the texts of this format, built on first use. */
    Dfa language() {
        Dfa known = language;
        if (known == null) {
            try {
                known = Dfa.matching("^(" + pattern + ")$");
            } catch (PatternException e) {
                throw new IllegalStateException(keyword, e);
            }
            language = known;
        }
        return known;
    }

    static Optional<TextFormat> named(String keyword) {
        return ALL.stream().filter(format -> format.keyword.equals(keyword)).findFirst();
    }
}
