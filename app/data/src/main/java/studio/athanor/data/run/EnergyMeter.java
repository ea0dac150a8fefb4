package studio.athanor.data.run;

import java.util.OptionalDouble;

/** Measures what the devices of a run draw while it runs. Thread-safe; no method blocks. */
public interface EnergyMeter {

    /** Measures nothing. */
    EnergyMeter NONE = new EnergyMeter() {
        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public OptionalDouble wattHours() {
            return OptionalDouble.empty();
        }
    };

    /** Begins to measure, or goes on. */
    void start();

    /** Pauses. */
    void stop();

    /** Returns what was drawn between starts and stops; empty where no device tells. */
    OptionalDouble wattHours();
}
