package studio.athanor.engines.gguf;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a part of a split model: {@code PREFIX-00001-of-00003.gguf}.
 *
 * @param prefix what all parts share
 * @param number from 1
 * @param count how many parts there are
 */
public record SplitName(String prefix, int number, int count) {

    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})\\.gguf", Pattern.DOTALL);

    /** Reads a file name; empty when it is not that of a part. */
    public static Optional<SplitName> parse(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        SplitName name =
                new SplitName(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
        boolean possible = name.number >= 1 && name.number <= name.count;
        return possible ? Optional.of(name) : Optional.empty();
    }

    /** Returns the name of another part of the same model. */
    public SplitName part(int other) {
        return new SplitName(prefix, other, count);
    }

    /** Returns the file name. */
    public String fileName() {
        return String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", prefix, number, count);
    }
}
