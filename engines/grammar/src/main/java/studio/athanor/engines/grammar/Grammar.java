package studio.athanor.engines.grammar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import studio.athanor.engines.grammar.rules.RuleSet;

/**
 * A grammar in llama.cpp's GBNF whose start rule is {@code root}.
 *
 * @param gbnf the rules, ASCII
 * @param warnings what the schema says and the grammar does not hold to, sentences
 * @param sha256 of the rules, lower-case hexadecimal; equal schemas and options give equal hashes
 */
public record Grammar(String gbnf, List<String> warnings, String sha256) {

    /** Copies the warnings. */
    public Grammar {
        warnings = List.copyOf(warnings);
    }

    /**
     * Returns the grammar of some texts as they stand, for a choice among them.
     *
     * @param texts at least one
     */
    public static Grammar oneOf(Collection<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a choice needs a text");
        }
        return of(RuleSet.texts("root", new LinkedHashSet<>(texts)), List.of());
    }

    static Grammar of(String gbnf, List<String> warnings) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(gbnf.getBytes(StandardCharsets.UTF_8));
            return new Grammar(gbnf, warnings, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
