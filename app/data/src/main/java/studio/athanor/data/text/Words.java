package studio.athanor.data.text;

import java.util.Arrays;

/**
 * The words of a text: runs of letters, digits and marks, letters of both cases alike. Signs of scripts that write without spaces are words
 * each.
 */
public final class Words {

    private Words() {}

    /** Returns how many there are. */
    public static int count(String text) {
        int count = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); ) {
            int sign = text.codePointAt(i);
            i += Character.charCount(sign);
            boolean alone = standsAlone(sign);
            boolean part = alone || isPart(sign);
            count += alone || (part && !within) ? 1 : 0;
            within = part && !alone;
        }
        return count;
    }

    /** Returns a hash of each, in order. */
    public static long[] hashes(String text) {
        long[] hashes = new long[16];
        int count = 0;
        long word = 0;
        boolean within = false;
        for (int i = 0; i <= text.length(); ) {
            int sign = i < text.length() ? text.codePointAt(i) : ' ';
            i += Character.charCount(sign);
            boolean alone = standsAlone(sign);
            if (within && (alone || !isPart(sign))) {
                hashes = added(hashes, count, word);
                count++;
                within = false;
            }
            if (alone) {
                hashes = added(hashes, count, sign);
                count++;
            } else if (isPart(sign)) {
                word = (within ? word : 0) * 0x100000001B3L + Character.toLowerCase(sign) + 1;
                within = true;
            }
        }
        return Arrays.copyOf(hashes, count);
    }

    /** Returns hashes of all runs of n neighbouring words, in order; none if the text is shorter. */
    public static long[] grams(long[] words, int n) {
        long[] grams = new long[Math.max(0, words.length - n + 1)];
        for (int i = 0; i < grams.length; i++) {
            long hash = n;
            for (int j = i; j < i + n; j++) {
                hash = Hashes.joined(hash, words[j]);
            }
            grams[i] = hash;
        }
        return grams;
    }

    private static long[] added(long[] hashes, int count, long word) {
        long[] room = count < hashes.length ? hashes : Arrays.copyOf(hashes, count * 2);
        room[count] = Hashes.mixed(word);
        return room;
    }

    private static boolean isPart(int sign) {
        if (sign < 128) {
            return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
        }
        int type = Character.getType(sign);
        return Character.isLetterOrDigit(sign)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int sign) {
        if (sign < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(sign)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> isPart(sign);
            default -> false;
        };
    }
}
