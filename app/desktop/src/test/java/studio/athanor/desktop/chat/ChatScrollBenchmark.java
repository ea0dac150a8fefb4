package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.stage.Stage;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.testkit.FxPauses;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.desktop.theme.Theme;

/**
 * Opens a conversation of many messages and scrolls through it, by the wheel, by pages and by dragging the bar, and
 * reports the time between frames. Run by hand: the argument is the number of messages.
 */
final class ChatScrollBenchmark {

    private ChatScrollBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Platform.startup(() -> {});
        ObservableList<ChatMessage> messages = FXCollections.observableArrayList();
        Transcript transcript = fx(() -> {
            Transcript made =
                    new Transcript(messages, new SilentActions(), new UiScheduler(Throwable::printStackTrace));
            made.getStylesheets().add(StyleSheets.of(ChatScrollBenchmark.class, "chat.css"));
            Scene scene = new Scene(made, 1280, 800);
            new Theme().install(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            return made;
        });
        List<ChatMessage> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ChatMessage.of(SampleTurns.turn(i)));
        }
        Thread.sleep(1_000);
        FxPauses pauses = fx(FxPauses::new);
        long before = System.nanoTime();
        fx(() -> {
            pauses.reset();
            messages.setAll(all);
            transcript.applyCss();
            transcript.layout();
            return transcript;
        });
        System.out.printf("open %d messages: %.1f ms%n", count, (System.nanoTime() - before) / 1e6);
        Thread.sleep(1_000);
        scroll("wheel", transcript, pauses, 10, column -> column.scrollBy(-120));
        scroll("pages", transcript, pauses, 10, column -> column.scrollBy(-column.pageHeight()));
        scroll(
                "bar",
                transcript,
                pauses,
                10,
                column -> column.bar()
                        .setValue((column.bar().getValue() + 7_919)
                                % Math.max(1, column.bar().getMax())));
        System.out.println("nodes: "
                + fx(() -> transcript.column().content().getChildren().size()) + ", heap " + usedMegabytes() + " MB");
        pauses.close();
        System.exit(0);
    }

    private static long usedMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000;
    }

    /** Moves the column. */
    private interface Step {
        void move(VirtualColumn column);
    }

    private static void scroll(String name, Transcript transcript, FxPauses pauses, int seconds, Step step)
            throws Exception {
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                step.move(transcript.column());
            }
        };
        fx(() -> {
            pauses.reset();
            timer.start();
            return OptionalLong.empty();
        });
        Thread.sleep(seconds * 1_000L);
        System.out.println(name + ": "
                + fx(() -> {
                    timer.stop();
                    return pauses.summary();
                }));
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
