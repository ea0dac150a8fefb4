package studio.athanor.data.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.DeviceSampler;
import studio.athanor.gpumonitor.Interest;
import studio.athanor.gpumonitor.device.GpuDevice;
import studio.athanor.gpumonitor.reading.PowerReading;

/**
 * Adds up what cards draw: by their own counter where they have one, else their watts over time. All that a card does counts, not
 * the run alone.
 */
public final class CardMeter implements EnergyMeter {

    private final DeviceSampler sampler;
    private final Predicate<GpuDevice> cards;
    private final Map<String, Sample> last = new HashMap<>();
    private DeviceSampler.@Nullable Observation observation;
    private Instant begun = Instant.MAX;
    private double joules;
    private boolean told;

    /**
     * Makes a meter.
     *
     * @param sampler is observed while it measures
     * @param cards which count
     */
    public CardMeter(DeviceSampler sampler, Predicate<GpuDevice> cards) {
        this.sampler = sampler;
        this.cards = cards;
    }

    @Override
    public void start() {
        synchronized (this) {
            last.clear();
            begun = Instant.now();
        }
        DeviceSampler.Observation begunNow = sampler.observe(Interest.GLANCING, this::read);
        synchronized (this) {
            observation = begunNow;
        }
    }

    @Override
    public void stop() {
        DeviceSampler.Observation ended;
        synchronized (this) {
            ended = observation;
            observation = null;
            begun = Instant.MAX;
        }
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public synchronized OptionalDouble wattHours() {
        return told ? OptionalDouble.of(joules / 3600) : OptionalDouble.empty();
    }

    synchronized void read(BoardReading reading) {
        if (reading.at().isBefore(begun)) {
            return;
        }
        for (DeviceReading each : reading.devices()) {
            if (cards.test(each.device())) {
                add(each.device().key(), reading.at(), each.reading().power());
            }
        }
    }

    private void add(String card, Instant at, PowerReading power) {
        Sample now = new Sample(at, power);
        Sample before = last.put(card, now);
        OptionalDouble watts = power.watts();
        if (before == null) {
            told |= watts.isPresent() || power.energyJoules().isPresent();
        } else if (power.energyJoules().isPresent()
                && before.power.energyJoules().isPresent()) {
            joules += Math.max(
                    0,
                    power.energyJoules().getAsDouble()
                            - before.power.energyJoules().getAsDouble());
        } else if (watts.isPresent()) {
            joules += watts.getAsDouble() * Duration.between(before.at, at).toMillis() / 1000;
        }
    }

    private record Sample(Instant at, PowerReading power) {}
}
