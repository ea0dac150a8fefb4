package studio.athanor.data.documents.extract;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The process that reads documents: a path on a line of standard input, an answer on a line of standard output, until the
 * input ends. An answer is the JSON of {@link Extracted}, or an object with {@code unreadable}.
 */
public final class ExtractorMain {

    private static final Gson GSON = new Gson();

    private ExtractorMain() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(answer(line));
                out.write('\n');
                out.flush();
            }
        }
    }

    static String answer(String path) {
        try {
            Path file = Path.of(path);
            return GSON.toJson(DocumentFormat.of(file)
                    .orElseThrow(() ->
                            new Unreadable("Its format is none that is read. Use text, Markdown, HTML, PDF or DOCX."))
                    .read(file));
        } catch (Unreadable e) {
            return unreadable(String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            return unreadable("Its name has characters that cannot be read under the system's language settings"
                    + " (LC_ALL, LC_CTYPE, LANG). Rename it, or set LANG to one with UTF-8.");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return unreadable(
                    "It is damaged or not what its name says: " + reason + ". Save it again with its program.");
        }
    }

    private static String unreadable(String sentence) {
        JsonObject answer = new JsonObject();
        answer.addProperty("unreadable", sentence);
        return GSON.toJson(answer);
    }
}
