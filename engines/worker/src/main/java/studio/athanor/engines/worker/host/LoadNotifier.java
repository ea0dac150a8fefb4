package studio.athanor.engines.worker.host;

import java.util.function.Consumer;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.worker.wire.Protocol;

/** Passes progress on when it is worth a message: a new stage, half a percent, or the end. Thread-safe. */
final class LoadNotifier implements LoadObserver {

    private static final double STEP = 0.005;

    private final Consumer<Protocol.LoadProgress> sink;
    private String lastStage = "";
    private double lastFraction;

    LoadNotifier(Consumer<Protocol.LoadProgress> sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void progress(String stage, double fraction) {
        double bounded = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1);
        boolean news = !stage.equals(lastStage) || bounded - lastFraction >= STEP || (bounded == 1 && lastFraction < 1);
        if (news) {
            lastStage = stage;
            lastFraction = bounded;
            sink.accept(new Protocol.LoadProgress(stage, bounded));
        }
    }
}
