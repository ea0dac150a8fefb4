package studio.athanor.engines.chattemplate.jinja;

import java.time.Duration;

/**
 * What a rendering may take. A template comes out of a model file and is as trustworthy as that file.
 *
 * @param steps evaluated expressions, statements and loop turns
 * @param outputChars characters written, those of macros and blocks included
 * @param depth nesting of calls, statements and expressions while rendering
 * @param allocation characters of intermediate strings, and eight for each slot of a list or dictionary, made in all
 * @param duration wall time
 */
public record Limits(long steps, long outputChars, int depth, long allocation, Duration duration) {

    /** The longest template source that is parsed, in characters. */
    public static final int SOURCE_CHARS = 1 << 20;

    /** The deepest nesting of blocks and expressions that is parsed. */
    public static final int SOURCE_DEPTH = 200;

    public Limits {
        if (steps < 1 || outputChars < 1 || depth < 1 || allocation < 1 || !duration.isPositive()) {
            throw new IllegalArgumentException("A limit must be positive");
        }
    }

    /**
     * Returns limits that leave room for conversations of millions of characters, and of thousands of messages where a
     * template looks at all of them for each, and that end a hostile template within ten seconds.
     */
    public static Limits defaults() {
        return new Limits(200_000_000, 64L << 20, 400, 256L << 20, Duration.ofSeconds(10));
    }
}
