package studio.athanor.data.documents.extract;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents in a process of its own, which is started when it is needed, and again after a document ended it. It has
 * little memory, no variables of the studio, and ends with the studio. Belongs to one thread.
 */
public final class ExtractorProcess implements AutoCloseable {

    private static final List<String> PASSED_ON =
            List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "windir");
    private static final Gson GSON = new Gson();

    private final List<String> command;
    private final Duration patience;
    private @Nullable Process process;
    private @Nullable BufferedReader answers;

    /**
     * Prepares; nothing is started yet.
     *
     * @param patience how long one document may take
     */
    public ExtractorProcess(Duration patience) {
        this(patience, ExtractorMain.class.getName());
    }

    ExtractorProcess(Duration patience, String mainClass) {
        this.patience = patience;
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
        command = List.of(
                java.toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass);
    }

    /**
     * Reads a document. Blocks, at most for the patience.
     *
     * @throws Unreadable with a sentence that says why and what to do
     */
    public Extracted read(Path file) throws Unreadable, IOException, InterruptedException {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf('\n') >= 0 || path.indexOf('\r') >= 0) {
            // a path is a line to the process: it would take this one for two documents, and answer twice
            throw new Unreadable("Its name or folder has a line break. Rename it.");
        }
        String answer = ask(path);
        try {
            JsonObject json = GSON.fromJson(answer, JsonObject.class);
            if (json.has("unreadable")) {
                throw new Unreadable(json.get("unreadable").getAsString());
            }
            return GSON.fromJson(json, Extracted.class);
        } catch (JsonParseException | NullPointerException e) {
            close();
            throw new Unreadable("Reading it ended in disorder. Leave it out.");
        }
    }

    private String ask(String path) throws Unreadable, IOException, InterruptedException {
        Process running = started();
        BufferedReader reader = answers;
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("extractor-reader").start(() -> {
            try {
                line.complete(reader == null ? null : reader.readLine());
            } catch (IOException e) {
                line.complete(null);
            }
        });
        try {
            OutputStream in = running.getOutputStream();
            in.write((path + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            String answer = line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new Unreadable(
                        "Reading it took more memory than it may, or ended the process that reads. Leave it out.");
            }
            return answer;
        } catch (TimeoutException e) {
            close();
            throw new Unreadable(
                    "Reading it takes longer than " + patience.toSeconds() + " seconds. Leave it out, or split it.");
        } catch (ExecutionException e) {
            throw new IOException("The process that reads documents cannot be heard", e);
        } catch (InterruptedException | Unreadable e) {
            close();
            throw e;
        }
    }

    private Process started() throws IOException {
        Process running = process;
        if (running != null && running.isAlive()) {
            return running;
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> all = System.getenv();
        Map<String, String> clean =
                PASSED_ON.stream().filter(all::containsKey).collect(Collectors.toMap(name -> name, all::get));
        builder.environment().clear();
        builder.environment().putAll(clean);
        builder.environment().put("LC_CTYPE", characterSet(all));
        running = builder.start();
        process = running;
        answers = new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
        return running;
    }

    /** Names of files need the studio's character set: without one, Java on Linux knows no path beyond ASCII. */
    private static String characterSet(Map<String, String> studio) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> studio.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("C.UTF-8");
    }

    /** Ends the process. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
