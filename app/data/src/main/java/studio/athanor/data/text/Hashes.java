package studio.athanor.data.text;

/** 64-bit hashes without a key; two different texts of a million share one with odds of one to a few ten millions. */
public final class Hashes {

    private Hashes() {}

    /** Returns a number in which every bit depends on every bit (the finalizer of SplitMix64: G. Steele et al., 2014). */
    public static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns the hash of a sequence that goes on. */
    public static long joined(long before, long next) {
        return mixed(before * 31 + next);
    }

    public static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 0x100000001B3L + text.charAt(i);
        }
        return mixed(hash);
    }
}
