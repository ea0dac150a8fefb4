package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts are looked up by name when they are shown; a name that is wrong would be found by a person, too late. */
class TextsTest {

    private static final Path MODULE =
            Path.of(System.getProperty("athanor.project.root", "."), "app", "desktop", "src", "main");

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        Pattern asked = Pattern.compile("texts(?:\\(\\))?\\.get\\(\\s*\"([^\"]+)\"\\s*([,)+])");
        List<String> missing = new ArrayList<>();
        for (Path source : files("java", ".java")) {
            String code = Files.readString(source);
            Set<String> known = keysBeside(source);
            Matcher matcher = asked.matcher(code);
            while (matcher.find()) {
                String key = matcher.group(1);
                boolean whole = !matcher.group(2).equals("+");
                boolean there = whole ? known.contains(key) : known.stream().anyMatch(each -> each.startsWith(key));
                if (!there) {
                    missing.add(source.getFileName() + ": " + key);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> keysBeside(Path source) throws IOException {
        Path folder = MODULE.resolve("java").relativize(source.getParent());
        Path texts = MODULE.resolve("resources").resolve(folder).resolve("texts.properties");
        return Files.exists(texts) ? keys(texts) : Set.of();
    }

    private static Set<String> keys(Path texts) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(texts)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames();
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
