package studio.athanor.data.ask;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** The hash that stands for the grammars of a cell. */
final class Hashes {

    private Hashes() {}

    /** Returns nothing for none, one hash as it is, and for more the SHA-256 of all, each on a line. */
    static String joined(Collection<String> hashes) {
        if (hashes.size() <= 1) {
            return String.join("", hashes);
        }
        try {
            byte[] all = String.join("\n", hashes).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }
}
