package studio.athanor.data.run;

import java.util.OptionalDouble;

/** How long a run has run, pauses left out, and what that took in energy. Thread-safe. */
final class RunClock {

    private final EnergyMeter meter;
    private final OptionalDouble wattHoursBefore;
    private double seconds;
    private long since;
    private boolean running;

    /**
     * @param before what was measured before
     * @param meter counts on
     */
    RunClock(Time before, EnergyMeter meter) {
        seconds = before.seconds();
        wattHoursBefore = before.wattHours();
        this.meter = meter;
    }

    synchronized void start() {
        if (!running) {
            running = true;
            since = System.nanoTime();
            meter.start();
        }
    }

    synchronized void stop() {
        if (running) {
            seconds += (System.nanoTime() - since) / 1e9;
            running = false;
            meter.stop();
        }
    }

    synchronized Time time() {
        double now = running ? seconds + (System.nanoTime() - since) / 1e9 : seconds;
        OptionalDouble measured = meter.wattHours();
        OptionalDouble wattHours = measured.isEmpty()
                ? wattHoursBefore
                : OptionalDouble.of(wattHoursBefore.orElse(0) + measured.getAsDouble());
        return new Time(now, wattHours);
    }

    /** @param wattHours empty where no device tells */
    record Time(double seconds, OptionalDouble wattHours) {}
}
