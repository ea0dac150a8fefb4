package studio.athanor.engines.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.job.Subscription;

/** The state of an engine and those who want to know it. Nothing follows a final state. Thread-safe. */
final class StateBoard {

    private static final Logger log = LoggerFactory.getLogger(StateBoard.class);

    private final List<Consumer<EngineState>> observers = new ArrayList<>();
    private volatile EngineState state = new EngineState.Starting();

    EngineState state() {
        return state;
    }

    /** Changes the state and tells observers, one change after another. */
    synchronized void set(EngineState next) {
        if (state instanceof EngineState.Final) {
            return;
        }
        state = next;
        List.copyOf(observers).forEach(observer -> tell(observer, next));
    }

    synchronized Subscription observe(Consumer<EngineState> observer) {
        observers.add(observer);
        tell(observer, state);
        return () -> remove(observer);
    }

    private synchronized void remove(Consumer<EngineState> observer) {
        observers.remove(observer);
    }

    private static void tell(Consumer<EngineState> observer, EngineState state) {
        try {
            observer.accept(state);
        } catch (RuntimeException broken) {
            log.error("An observer failed on {}", state, broken);
        }
    }
}
