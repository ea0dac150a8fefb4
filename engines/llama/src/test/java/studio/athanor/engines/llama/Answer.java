package studio.athanor.engines.llama;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;

/** Collects the events of one request. */
final class Answer implements TextListener {

    private final List<TextEvent> events = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<TextEvent> alsoTold;

    private Answer(Consumer<TextEvent> alsoTold) {
        this.alsoTold = alsoTold;
    }

    static Answer to(TextEngine engine, TextRequest request) throws InterruptedException {
        Answer answer = new Answer(event -> {});
        RunningText _ = engine.generate(request, answer);
        return answer.await();
    }

    static Answer listening() {
        return new Answer(event -> {});
    }

    static Answer telling(Consumer<TextEvent> alsoTold) {
        return new Answer(alsoTold);
    }

    @Override
    public void onEvent(TextEvent event) {
        synchronized (this) {
            events.add(event);
        }
        alsoTold.accept(event);
        if (event instanceof TextEvent.Terminal) {
            ended.countDown();
        }
    }

    Answer await() throws InterruptedException {
        if (!ended.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError("no terminal event");
        }
        return this;
    }

    synchronized List<TextEvent> events() {
        return List.copyOf(events);
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder();
        for (TextEvent event : events) {
            if (event instanceof TextEvent.TextDelta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    synchronized TextEvent last() {
        return events.getLast();
    }

    TextEvent.Done done() {
        if (last() instanceof TextEvent.Done done) {
            return done;
        }
        throw new AssertionError("ended with " + last());
    }

    TextEvent.Failed failed() {
        if (last() instanceof TextEvent.Failed failed) {
            return failed;
        }
        throw new AssertionError("ended with " + last());
    }
}
