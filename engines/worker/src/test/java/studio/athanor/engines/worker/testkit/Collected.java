package studio.athanor.engines.worker.testkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;

/** Collects the events of one request. */
public final class Collected implements TextListener {

    private static final long TIMEOUT_SECONDS = 120;

    private final List<TextEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<TextEvent.Terminal> terminal = new CompletableFuture<>();
    private final CompletableFuture<TextEvent> first = new CompletableFuture<>();

    @Override
    public void onEvent(TextEvent event) {
        events.add(event);
        first.complete(event);
        if (event instanceof TextEvent.Terminal last) {
            terminal.complete(last);
        }
    }

    public TextEvent.Terminal awaitEnd() throws InterruptedException {
        return await(terminal);
    }

    public TextEvent awaitFirst() throws InterruptedException {
        return await(first);
    }

    public boolean hasEnded() {
        return terminal.isDone();
    }

    public List<TextEvent> events() {
        return events;
    }

    public long terminals() {
        return events.stream().filter(TextEvent.Terminal.class::isInstance).count();
    }

    public String text() {
        return events.stream()
                .filter(TextEvent.TextDelta.class::isInstance)
                .map(event -> ((TextEvent.TextDelta) event).text())
                .collect(Collectors.joining());
    }

    private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | TimeoutException late) {
            throw new AssertionError("Nothing came within " + TIMEOUT_SECONDS + " s", late);
        }
    }
}
