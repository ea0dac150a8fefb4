package studio.athanor.desktop.chat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import studio.athanor.desktop.testkit.ChatStudio;
import studio.athanor.desktop.testkit.FakeAnswer;
import studio.athanor.desktop.testkit.FxPauses;

/**
 * Streams one long answer into the chat pane, on the real core and a real database, and reports the longest pauses of
 * the FX thread. Run by hand: arguments are the number of tokens, tokens per second, and the kind of text: {@code mixed},
 * {@code code}, {@code list}, {@code paragraph} or {@code table}.
 */
final class ChatStreamingBenchmark {

    private ChatStreamingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int tokens = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        double perSecond = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 200;
        String kind = arguments.length > 2 ? arguments[2] : "mixed";
        ChatStudio studio = new ChatStudio(Files.createTempDirectory(Path.of("target"), "streaming"));
        Platform.startup(() -> {});
        ChatWindow window = fx(() -> new ChatWindow(studio, 1280, 800));
        CompletableFuture<FakeAnswer> ended = new CompletableFuture<>();
        studio.opener().answerWith(answer -> warmUp(answer));
        fx(() -> {
            window.model().send("warm up");
            return window;
        });
        Thread.sleep(6_000);
        studio.opener().answerWith(answer -> {
            stream(answer, text(kind, tokens), perSecond);
            ended.complete(answer);
        });
        FxPauses pauses = fx(FxPauses::new);
        fx(() -> {
            window.model().send("go on");
            pauses.reset();
            return window;
        });
        ended.get(1, TimeUnit.HOURS);
        Thread.sleep(2_000);
        System.out.println(kind + ", " + tokens + " tokens at " + perSecond + "/s: " + fx(pauses::summary));
        System.out.println("nodes of the transcript: "
                + fx(() -> window.column().content().getChildren().size()) + ", messages: "
                + fx(() -> window.model().messages().size()));
        pauses.close();
        System.exit(0);
    }

    private static void warmUp(FakeAnswer answer) {
        stream(answer, text("mixed", 1_500), 400);
    }

    private static void stream(FakeAnswer answer, List<String> pieces, double perSecond) {
        long start = System.nanoTime();
        for (int i = 0; i < pieces.size(); i++) {
            long due = start + (long) (i / perSecond * 1e9);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answer.text(pieces.get(i));
        }
        answer.done();
    }

    /** Returns about so many tokens of four characters. */
    static List<String> text(String kind, int tokens) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; all.length() < tokens * 4; i++) {
            all.append(
                    switch (kind) {
                        case "code" -> (i == 0 ? "```java\n" : "") + code(i);
                        case "list" -> "- item " + i + " with *some* words and `code` in it, as models write them\n";
                        case "paragraph" ->
                            "Sentence " + i + " goes on in the very same paragraph, **bold** at times. ";
                        case "table" ->
                            (i == 0 ? "| a | b | c |\n|---|---|---|\n" : "") + "| row " + i + " | x | some text |\n";
                        default -> mixed(i);
                    });
        }
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < tokens * 4; at += 4) {
            pieces.add(all.substring(at, at + 4));
        }
        return pieces;
    }

    private static String code(int i) {
        return "    public static int sum" + i + "(List<Integer> values) { // line " + i + "\n"
                + "        return values.stream().mapToInt(value -> value + " + i + ").sum();\n    }\n";
    }

    private static String mixed(int i) {
        return switch (i % 6) {
            case 0 -> "## Part " + i + "\n\n";
            case 1 ->
                "A paragraph with **bold**, *italic*, `code` and a [link](https://example.org/" + i
                        + "). It goes on for some lines, because answers do, and it says nothing at all that matters to anyone.\n\n";
            case 2 -> "- first point\n- second point with more words than the first\n  - nested\n- third\n\n";
            case 3 -> "```java\n" + code(i).repeat(12) + "```\n\n";
            case 4 -> "| Name | Value |\n|------|------:|\n| alpha | " + i + " |\n| beta | 2 |\n\n";
            default -> "> A quotation of some length that somebody may have said once.\n\n";
        };
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }
}
