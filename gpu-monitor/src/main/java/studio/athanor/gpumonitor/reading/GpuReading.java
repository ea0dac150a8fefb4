package studio.athanor.gpumonitor.reading;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One look at one card.
 *
 * @param state whether it answers; if not, everything else is absent but what is known without asking
 * @param memory its memory
 * @param processes who holds it; absent if the source cannot tell
 * @param activity how busy it is
 * @param thermal how hot
 * @param power what it draws
 * @param clocks how fast it runs
 * @param fan how fast its fan turns
 * @param pcie its link
 * @param throttling why it runs slower than it could, empty if it does not; absent if the source cannot tell
 * @param faults what is broken
 * @param mig whether it is split into instances; absent if it cannot be
 */
public record GpuReading(
        DeviceState state,
        MemoryReading memory,
        Optional<ProcessListing> processes,
        Activity activity,
        ThermalReading thermal,
        PowerReading power,
        ClockReading clocks,
        FanReading fan,
        PcieReading pcie,
        Optional<Set<ThrottleReason>> throttling,
        FaultReading faults,
        Optional<MigMode> mig) {

    private static final GpuReading NOTHING = nothing(DeviceState.OK);

    public GpuReading {
        throttling = throttling.map(GpuReading::frozen);
    }

    /** Returns a reading in which every sensor is absent. */
    public static GpuReading absent(DeviceState state) {
        return state == DeviceState.OK ? NOTHING : nothing(state);
    }

    /** Returns a reading of a card that sleeps: its size is known, all else is absent. */
    public static GpuReading asleep(OptionalLong totalBytes) {
        return absent(DeviceState.ASLEEP).withMemory(MemoryReading.ofSize(totalBytes));
    }

    /** Returns this reading with another memory. */
    public GpuReading withMemory(MemoryReading other) {
        return new GpuReading(
                state, other, processes, activity, thermal, power, clocks, fan, pcie, throttling, faults, mig);
    }

    /** Returns this reading with other processes. */
    public GpuReading withProcesses(Optional<ProcessListing> other) {
        return new GpuReading(
                state, memory, other, activity, thermal, power, clocks, fan, pcie, throttling, faults, mig);
    }

    /** Returns this reading with other faults. */
    public GpuReading withFaults(FaultReading other) {
        return new GpuReading(
                state, memory, processes, activity, thermal, power, clocks, fan, pcie, throttling, other, mig);
    }

    /**
     * Returns this reading with each part that it lacks wholly taken from another source's reading of the same card. A card
     * that does not answer stays as it is, but for events that were heard of otherwise.
     */
    public GpuReading filledFrom(GpuReading other) {
        FaultReading allFaults = faults.filledFrom(other.faults);
        if (state != DeviceState.OK || other.state != DeviceState.OK) {
            return allFaults.equals(faults) ? this : withFaults(allFaults);
        }
        return new GpuReading(
                state,
                memory.equals(MemoryReading.NONE) ? other.memory : memory,
                processes
                        .filter(listing -> !listing.hasUnknown())
                        .or(() -> other.processes)
                        .or(() -> processes),
                activity.equals(Activity.NONE) ? other.activity : activity,
                thermal.equals(ThermalReading.NONE) ? other.thermal : thermal,
                power.equals(PowerReading.NONE) ? other.power : power,
                clocks.equals(ClockReading.NONE) ? other.clocks : clocks,
                fan.equals(FanReading.NONE) ? other.fan : fan,
                pcie.equals(PcieReading.NONE) ? other.pcie : pcie,
                throttling.or(() -> other.throttling),
                allFaults,
                mig.or(() -> other.mig));
    }

    private static GpuReading nothing(DeviceState state) {
        return new GpuReading(
                state,
                MemoryReading.NONE,
                Optional.empty(),
                Activity.NONE,
                ThermalReading.NONE,
                PowerReading.NONE,
                ClockReading.NONE,
                FanReading.NONE,
                PcieReading.NONE,
                Optional.empty(),
                FaultReading.NONE,
                Optional.empty());
    }

    private static Set<ThrottleReason> frozen(Set<ThrottleReason> reasons) {
        return reasons.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    }
}
