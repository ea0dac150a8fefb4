package studio.athanor.engines.worker.host;

import java.util.function.Consumer;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.worker.wire.Protocol;

/**
 * Passes progress on when it is worth a message: a new stage, half a percent, the end, or the first sign of life in a
 * second. Thread-safe.
 */
final class LoadNotifier implements LoadObserver {

    private static final double STEP = 0.005;

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final Consumer<Protocol.LoadProgress> sink;
    private String lastStage = "";
    private double lastFraction;
    private long lastNanos;

    LoadNotifier(Consumer<Protocol.LoadProgress> sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void progress(String stage, double fraction) {
        double bounded = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1);
        long now = System.nanoTime();
        boolean news = !stage.equals(lastStage)
                || Math.abs(bounded - lastFraction) >= STEP
                || (bounded == 1 && lastFraction < 1)
                || now - lastNanos >= INTERVAL_NANOS;
        if (news) {
            lastStage = stage;
            lastFraction = bounded;
            lastNanos = now;
            sink.accept(new Protocol.LoadProgress(stage, bounded));
        }
    }
}
