package studio.athanor.engines.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;

/**
 * The requests for text that a worker has. Each gets exactly one {@link TextEvent.Terminal}. Events are delivered by the
 * thread that reads, which also ends the requests when the worker is gone, so that a listener never runs twice at once.
 */
final class LiveRequests {

    private static final Logger log = LoggerFactory.getLogger(LiveRequests.class);

    private final Map<Long, TextListener> listeners = new LinkedHashMap<>();
    private long lastId;
    private boolean ended;

    /** Adds a request and returns its id, or nothing if the worker is gone. */
    synchronized Optional<Long> add(TextListener listener) {
        if (ended) {
            return Optional.empty();
        }
        lastId++;
        listeners.put(lastId, listener);
        return Optional.of(lastId);
    }

    /** Delivers an event and tells whether it ended the request. Events of requests that have ended are dropped. */
    boolean deliver(long id, TextEvent event) {
        boolean terminal = event instanceof TextEvent.Terminal;
        TextListener listener;
        synchronized (this) {
            listener = terminal ? listeners.remove(id) : listeners.get(id);
        }
        if (listener == null) {
            return false;
        }
        tell(listener, event);
        return terminal;
    }

    /** Ends all requests and takes no more. */
    void endAll(TextEvent.Terminal event) {
        List<TextListener> left;
        synchronized (this) {
            ended = true;
            left = new ArrayList<>(listeners.values());
            listeners.clear();
        }
        left.forEach(listener -> tell(listener, event));
    }

    static void tell(TextListener listener, TextEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException broken) {
            log.error("A listener failed on {}", event, broken);
        }
    }
}
