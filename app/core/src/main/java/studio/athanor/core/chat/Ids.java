package studio.athanor.core.chat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes ids that sort by the time they were made (UUID version 7, RFC 9562). Thread-safe. */
final class Ids {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private long lastStamp;

    Ids(InstantSource clock) {
        this.clock = clock;
    }

    ConversationId conversation() {
        return new ConversationId(next());
    }

    TurnId turn() {
        return new TurnId(next());
    }

    static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    static void check(String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException("Not an id: " + value);
        }
    }

    /** The 12 bits after the time count ids within a millisecond, so that order holds there too. */
    private synchronized String next() {
        long stamp = clock.millis() << 12;
        lastStamp = Math.max(stamp, lastStamp + 1);
        long high = (lastStamp >>> 12) << 16 | 0x7000L | (lastStamp & 0xFFF);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
