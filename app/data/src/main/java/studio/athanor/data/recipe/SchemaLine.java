package studio.athanor.data.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a shipped recipe, which names the schema that editors check it by, as seen from the recipe. */
public final class SchemaLine {

    private static final Pattern SCHEMA = Pattern.compile("\\A(# yaml-language-server: \\$schema=)(\\S+)");

    private SchemaLine() {}

    /** Returns the text of a recipe for a copy that lies elsewhere: the schema is named by its full address. Blocks on the disk. */
    public static String forCopy(Path recipe) throws IOException {
        Matcher named = SCHEMA.matcher(Files.readString(recipe));
        return named.replaceFirst(line -> Matcher.quoteReplacement(line.group(1)
                + recipe.resolveSibling(line.group(2))
                        .toAbsolutePath()
                        .normalize()
                        .toUri()));
    }
}
