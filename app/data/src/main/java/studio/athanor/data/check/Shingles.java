package studio.athanor.data.check;

import java.util.Arrays;

/**
 * The overlapping pieces of a text that count for its likeness, hashed to 32 bits: five words on end. A letter of a script
 * without blanks between words is a word of its own. Texts of fewer than five words are cut into five characters on end.
 */
final class Shingles {

    private static final int SIZE = 5;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private int[] hashes = new int[256];
    private int size;

    /** Returns the pieces of a text in {@link NoveltyText#normal} spelling; a piece may come up more than once. */
    static int[] of(String text) {
        Shingles words = new Shingles();
        words.words(text);
        if (words.size < SIZE) {
            words.size = 0;
            words.characters(text);
        }
        return words.windows();
    }

    private void words(String text) {
        long word = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean part = isOfWord(codePoint);
            boolean alone = part && TextLength.isUnsegmented(codePoint);
            if (within && (!part || alone)) {
                add(fold(word));
                within = false;
            }
            if (alone) {
                add(fold(mix(codePoint)));
            } else if (part) {
                word = mix((within ? word : 0) + codePoint);
                within = true;
            }
        }
        if (within) {
            add(fold(word));
        }
    }

    private static boolean isOfWord(int codePoint) {
        return codePoint < 128
                ? (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9')
                : Character.isLetterOrDigit(codePoint) || isMark(codePoint);
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private void characters(String text) {
        text.codePoints().forEach(codePoint -> add(fold(mix(codePoint))));
    }

    /** Hashes each window of words or characters; a text shorter than one is one piece. */
    private int[] windows() {
        int windows = Math.max(1, size - SIZE + 1);
        int[] pieces = new int[windows];
        for (int i = 0; i < windows; i++) {
            long hash = 0;
            for (int j = i; j < Math.min(size, i + SIZE); j++) {
                hash = mix(hash + hashes[j]);
            }
            pieces[i] = fold(hash);
        }
        return pieces;
    }

    private void add(int hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * MULTIPLIER + 1;
        return mixed ^ (mixed >>> 29);
    }

    private static int fold(long hash) {
        return (int) ((hash * MULTIPLIER) >>> 32);
    }
}
