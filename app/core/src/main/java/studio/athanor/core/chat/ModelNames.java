package studio.athanor.core.chat;

import java.nio.file.Path;
import java.util.Locale;

/** Names of models as lists of conversations show them. */
final class ModelNames {

    private static final String SUFFIX = ".gguf";

    private ModelNames() {}

    static String of(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
                ? name.substring(0, name.length() - SUFFIX.length())
                : name;
    }
}
