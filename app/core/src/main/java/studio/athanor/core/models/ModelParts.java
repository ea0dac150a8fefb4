package studio.athanor.core.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The files of one model: most are one file, big ones come as {@code NAME-00001-of-00003.gguf} and so on. */
final class ModelParts {

    private static final Pattern PART = Pattern.compile("(?i)(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

    private ModelParts() {}

    static boolean looksLikeModel(Path file) {
        return name(file).toLowerCase(Locale.ROOT).endsWith(".gguf");
    }

    /** Tells whether a file is a part that another file leads. */
    static boolean isLaterPart(Path file) {
        Matcher part = PART.matcher(name(file));
        return part.matches() && Integer.parseInt(part.group(2)) != 1;
    }

    /** Returns the file that leads a model in parts; other files lead themselves. */
    static Path first(Path file) {
        Matcher part = PART.matcher(name(file));
        return part.matches() ? sibling(file, part, 1) : file;
    }

    /** Returns the files of the model that a file leads, whether they are there or not. */
    static List<Path> all(Path first) {
        Matcher part = PART.matcher(name(first));
        if (!part.matches()) {
            return List.of(first);
        }
        int count = Math.max(1, Integer.parseInt(part.group(3)));
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> sibling(first, part, number))
                .toList();
    }

    static String displayName(Path first) {
        String name = name(first);
        Matcher part = PART.matcher(name);
        if (part.matches()) {
            return part.group(1);
        }
        return looksLikeModel(first) ? name.substring(0, name.length() - ".gguf".length()) : name;
    }

    /** Returns the size of all parts that are there. */
    static long bytes(Path first) {
        long bytes = 0;
        for (Path part : all(first)) {
            try {
                bytes += Files.size(part);
            } catch (IOException e) {
                // a part that is missing has no size; reading its header says so
            }
        }
        return bytes;
    }

    private static Path sibling(Path file, Matcher part, int number) {
        return file.resolveSibling(
                String.format(Locale.ROOT, "%s-%05d-of-%s.gguf", part.group(1), number, part.group(3)));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
