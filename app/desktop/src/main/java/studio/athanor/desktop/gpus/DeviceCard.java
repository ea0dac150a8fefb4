package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.reading.DeviceState;

/**
 * A card as the pane shows it. A sensor that the card lacks is absent.
 *
 * @param key names the card from one start to the next
 * @param index its place, from 0
 * @param name people's word for it
 * @param bus where it sits
 * @param engineId what engines call it; absent if none can use it
 * @param software whether it is emulated on the processor
 * @param state whether it answers
 * @param memory who holds its memory
 * @param busyPercent share of time in which anything ran
 * @param celsius how hot it is
 * @param watts what it draws
 * @param reserveBytes what is to stay free
 * @param bytesPerSecond how fast it reads its memory; absent unless it was measured
 * @param excluded whether models that are placed automatically stay off it
 * @param findings what is wrong with it
 */
record DeviceCard(
        String key,
        int index,
        String name,
        Optional<String> bus,
        Optional<String> engineId,
        boolean software,
        DeviceState state,
        MemoryShare memory,
        OptionalDouble busyPercent,
        OptionalDouble celsius,
        OptionalDouble watts,
        long reserveBytes,
        OptionalDouble bytesPerSecond,
        boolean excluded,
        List<HealthFinding> findings) {

    /** Returns what a small bar shows of it, coarsely, so that it is painted only when it would look different. */
    Glance glance() {
        return new Glance(
                index,
                name,
                state,
                (int) Math.round(memory.fraction(memory.oursBytes()) * Glance.STEPS),
                (int) Math.round(memory.fraction(memory.heldBytes()) * Glance.STEPS),
                Gibibytes.number(memory.oursBytes()),
                memory.isKnown() ? Gibibytes.number(memory.heldBytes()) : "",
                Gibibytes.number(memory.totalBytes().orElse(0)));
    }

    /**
     * A card at a glance.
     *
     * @param index its place
     * @param name people's word for it
     * @param state whether it answers
     * @param oursSteps our models' part of the bar
     * @param heldSteps the part of the bar that anybody holds
     * @param ours our models' memory, in GiB
     * @param held memory that anybody holds, in GiB; empty if it is not known
     * @param total its memory, in GiB
     */
    record Glance(
            int index,
            String name,
            DeviceState state,
            int oursSteps,
            int heldSteps,
            String ours,
            String held,
            String total) {

        /** Pixels of the small bar. */
        static final int STEPS = 40;
    }
}
